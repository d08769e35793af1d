import type { RecordDraft } from '../record.ts';
import { textHash } from '../text-hash.ts';
import type { Round, RoundStop } from './round.ts';
import type { PlannedStop, RoundPlan, RoundsPlan } from './rounds-plan.ts';

/** What one round of a plan is called in the book; a plan has one at a moment. */
export const roundKey = (plan: string, at: number): string => `round:${plan}:${new Date(at).toISOString()}`;

/**
 * The round of a plan at a moment, as it is opened at `now`. When its time is over already (nobody ran the program), it is missed
 * from the beginning: what was not seen is not invented.
 */
export function roundDraft(plan: RoundPlan, rules: RoundsPlan, at: number, now: number): RecordDraft<Round> {
  const closesAt = at + plan.window.closeMs;
  const isOver = closesAt <= now;
  const state = isOver ? 'missed' : 'open';
  const detail = { plan: plan.id, stops: plan.stops.length };
  return {
    key: roundKey(plan.id, at),
    subject: plan.id,
    at,
    dueAt: closesAt,
    state,
    body: {
      ...{ plan: plan.id, title: plan.title, rotation: plan.rotation },
      ...{ opensAt: at - plan.window.beforeMs, lateAt: at + plan.window.lateMs, closesAt },
      ...{ hastyMs: rules.hastyMs, offlineForMs: rules.offlineForMs, startedAt: null, startedBy: null },
      stops: orderOf(plan, at).map((stop) => stopOf(stop, state)),
      ...{ findings: [], signed: null, review: null, addenda: [] },
    },
    event: { at: now, actor: 'system', via: 'system', type: state, note: null, detail, deviceAt: null },
  };
}

/** The stops in the order of this round: that of the plan, or another one each time. The same moment gives the same order. */
export function orderOf({ id, route, stops }: RoundPlan, at: number): readonly PlannedStop[] {
  if (route === 'fixed') return stops;
  const rank = ({ id: stop }: PlannedStop): number => textHash(`${id}/${at}/${stop}`);
  return [...stops].sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

function stopOf({ checks, ...stop }: PlannedStop, state: 'open' | 'missed'): RoundStop {
  return {
    ...stop,
    state,
    ...{ scannedAt: null, scannedBy: null, isTyped: false, doneAt: null, doneBy: null },
    ...{ isSentLater: false, isHasty: false, skipReason: null },
    checks: checks.map((check) => {
      const normal = check.normal === null ? null : [...check.normal];
      return { ...check, normal, seen: null, entry: null, isDifferent: false, corrections: [] };
    }),
  };
}
