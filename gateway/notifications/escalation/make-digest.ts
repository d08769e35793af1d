import type { Escalation, EscalationAdvance } from '../../ports/escalation-store.ts';
import type { Notice } from '../../ports/outbox.ts';
import { wallTimeOf } from '../on-call/wall-time.ts';
import { type Digest, recallPolicy } from './join-policies.ts';
import { digestNotices } from './make-notices.ts';
import { type DutyMoment, resolveSiteDuty, resolveTargets } from './recipients.ts';

/** Alarms named in one digest; the rest is counted. */
const MOST_NAMED = 200;

/** The escalations that wait for this digest and are told by it now. */
export function waitingFor(
  { plan, at }: DutyMoment,
  { policy: id }: Digest,
  running: readonly Escalation[],
): readonly Escalation[] {
  return running.filter(({ state, policy, step, dueAt }) => {
    if (state !== 'running' || policy === null || dueAt > at) return false;
    const joined = recallPolicy(plan, policy);
    return joined?.digest?.policy === id && step >= joined.steps.length;
  });
}

/** One message with every alarm that waited for it, for each recipient. A digest has the same id all day. */
export function makeDigest(duty: DutyMoment, digest: Digest, due: readonly Escalation[]): readonly Notice[] {
  const alarms = due.map(({ alarm }) => alarm);
  alarms.sort((a, b) => a.priority.localeCompare(b.priority) || a.activeAt - b.activeAt);
  const [worst] = alarms;
  if (!worst) return [];
  const { priority } = worst;
  const { recipients, isUnroutable } = resolveTargets(duty, digest.targets, { priority, via: digest.via });
  const told = isUnroutable ? [...recipients, ...resolveSiteDuty(duty, priority)] : recipients;
  const body = { alarms: alarms.slice(0, MOST_NAMED).map(({ id }) => id), total: alarms.length };
  const day = wallTimeOf(duty.at, duty.plan.timeZone).toPlainDate().toString();
  return digestNotices(body, [digest.policy, day], told, { now: duty.at, priority });
}

/** What ends the escalation of one alarm of a digest. */
export const afterDigest = (
  { alarm, occurrence, step, round, policy }: Escalation,
  notices: readonly Notice[],
): EscalationAdvance => ({
  ...{ alarmId: alarm.id, occurrence, fromStep: step, fromRound: round },
  ...{ next: null, policy: policy ?? '', notices },
});
