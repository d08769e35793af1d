import { done, type Outcome, refused } from '../../errors.ts';
import type { DutyRecord, RecordDraft, RecordStep } from '../record.ts';
import { type Deed, deedEvent, systemDeed } from '../record-deed.ts';
import type { Outage, OutageDraft } from './outage.ts';
import type { OutagePlan } from './outage-plan.ts';

type Step = Outcome<RecordStep<Outage>>;
type Planned = DutyRecord<Outage>;

const changed = (record: Planned, change: Partial<Outage>, event: RecordStep<Outage>['event']): Step =>
  done({ state: record.state, dueAt: record.dueAt, body: { ...record.body, ...change }, event });

/** The longest outage that is one; a longer one is planned in parts. */
const LONGEST_MS = 14 * 86_400_000;

/** What is wrong with the times of a plan; undefined: nothing. */
function timeProblem({ startAt, endAt }: OutageDraft, now: number): string | undefined {
  if (endAt <= startAt) return 'it ends after it begins';
  if (endAt - startAt > LONGEST_MS) return 'at most 14 days';
  return startAt <= now ? 'it begins in the future' : undefined;
}

/** An outage as it is planned first. */
export function planOutage(
  key: string,
  draft: OutageDraft,
  affected: Outage['affected'],
  deed: Deed,
): Outcome<RecordDraft<Outage>> {
  const problem = timeProblem(draft, deed.at);
  if (problem) return refused('RECORD_STEP_REFUSED', problem);
  const body: Outage = {
    ...draft,
    ...{ affected, plannedBy: { by: deed.by, at: deed.at }, announced: null, remindedAt: null, overdueToldAt: null },
    ...{ offAt: null, offBy: null, backAt: null, backBy: null, restored: null, marked: [], cancelled: null },
  };
  return done({
    ...{ key: `outage:${key}`, subject: draft.kind, at: draft.startAt, dueAt: draft.endAt, body },
    event: deedEvent(deed, 'planned', { title: draft.title, startAt: draft.startAt, endAt: draft.endAt }),
  });
}

/** Changes the plan. Once it is announced only its end can be put off, which is told again. */
export function changeOutage(record: Planned, draft: OutageDraft, affected: Outage['affected'], deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open') return refused('RECORD_STEP_REFUSED', 'it is over');
  if (body.announced) return refused('RECORD_STEP_REFUSED', 'it is announced; put its end off, or cancel it');
  const problem = timeProblem(draft, deed.at);
  if (problem) return refused('RECORD_STEP_REFUSED', problem);
  const { kind, title, equipment, startAt, endAt } = body;
  const event = deedEvent(deed, 'changed', { before: { kind, title, equipment, startAt, endAt } });
  return done({ state: 'open', dueAt: draft.endAt, body: { ...body, ...draft, affected }, event });
}

/** Users have been told. Later than the site's notice allows it needs an excuse, which stays. */
export function announceOutage(record: Planned, plan: OutagePlan, excuse: string | null, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open' || body.announced) return refused('RECORD_STEP_REFUSED', 'it is announced already');
  if (body.startAt <= deed.at) return refused('RECORD_STEP_REFUSED', 'it should have begun already');
  const isShort = body.startAt - deed.at < plan.noticeMs;
  if (isShort && !excuse) return refused('RECORD_STEP_REFUSED', 'less notice than the site gives; say why');
  const announced = { by: deed.by, at: deed.at, isShort, excuse: isShort ? excuse : null };
  return changed(record, { announced }, deedEvent(deed, 'announced', { isShort }, announced.excuse));
}

/** It takes longer. */
export function extendOutage(record: Planned, endAt: number, reason: string, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open' || !body.announced) return refused('RECORD_STEP_REFUSED');
  if (endAt <= Math.max(body.endAt, deed.at)) return refused('RECORD_STEP_REFUSED', 'later than the end so far');
  const event = deedEvent(deed, 'extended', { before: body.endAt, endAt }, reason);
  return done({ state: 'open', dueAt: endAt, body: { ...body, endAt, overdueToldAt: null }, event });
}

/** The supply is off: seen, or said. */
export function outageBegan(record: Planned, at: number, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open' || !body.announced || body.offAt !== null) return refused('RECORD_STEP_REFUSED');
  const offBy = deed.via === 'system' ? null : deed.by;
  return changed(record, { offAt: at, offBy }, deedEvent(deed, 'off', { at }));
}

/** The supply is back: seen, or said. Whoever restores it says so to the users, which ends the outage. */
export function outageBack(record: Planned, at: number, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open' || body.offAt === null || body.backAt !== null) return refused('RECORD_STEP_REFUSED');
  const backBy = deed.via === 'system' ? null : deed.by;
  return changed(record, { backAt: at, backBy }, deedEvent(deed, 'back', { at }));
}

/** The users have been told that it is over. */
export function restoreOutage(record: Planned, message: string, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open' || !body.announced) return refused('RECORD_STEP_REFUSED');
  if (body.startAt > deed.at) return refused('RECORD_STEP_REFUSED', 'it has not begun; cancel it');
  const backAt = body.backAt ?? deed.at;
  const restored = { by: deed.by, at: deed.at, message };
  const change = { backAt, backBy: body.backAt === null ? deed.by : body.backBy, restored };
  const event = deedEvent(deed, 'restored', { backAt }, message);
  return done({ state: 'done', dueAt: null, body: { ...body, ...change }, event });
}

/** It does not take place. */
export function cancelOutage(record: Planned, reason: string, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open' || body.offAt !== null) return refused('RECORD_STEP_REFUSED', 'it has begun');
  const cancelled = { by: deed.by, at: deed.at, reason };
  const event = deedEvent(deed, 'cancelled', {}, reason);
  return done({ state: 'cancelled', dueAt: null, body: { ...body, cancelled }, event });
}

/** Its time passed and nobody had announced it, or nothing was switched off in a whole day after its end. */
export function missOutage(record: Planned, now: number): Step {
  if (record.state !== 'open') return refused('RECORD_STEP_REFUSED');
  const event = deedEvent(systemDeed(now), 'missed', {});
  return done({ state: 'missed', dueAt: null, body: record.body, event });
}

/** What the program wrote down for itself. */
export function notedOutage(
  record: Planned,
  what: 'reminded' | 'overdue-told' | 'marked',
  change: Pick<Partial<Outage>, 'remindedAt' | 'overdueToldAt' | 'marked'>,
  now: number,
): Step {
  return changed(record, change, deedEvent(systemDeed(now), what, { marked: [...(change.marked ?? [])] }));
}
