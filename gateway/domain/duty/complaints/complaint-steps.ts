import { done, type Outcome, refused } from '../../errors.ts';
import type { DutyRecord, RecordDraft, RecordStep } from '../record.ts';
import { type Deed, deedEvent, systemDeed } from '../record-deed.ts';
import type { Complaint, ComplaintDraft } from './complaint.ts';
import type { ComplaintPlan } from './complaint-plan.ts';

type Step = Outcome<RecordStep<Complaint>>;
type Kept = DutyRecord<Complaint>;

const MOST_NOTES = 100;
const MOST_ORDERS = 20;
const MOST_CALL_BACKS = 20;

const changed = (
  record: Kept,
  change: Partial<Complaint>,
  event: RecordStep<Complaint>['event'],
  dueAt = record.dueAt,
) => done<RecordStep<Complaint>>({ state: record.state, dueAt, body: { ...record.body, ...change }, event });

/** A complaint as it is registered; `secondOf` is the one before of the same people about the same thing. */
export function registerComplaint(
  key: string,
  draft: ComplaintDraft,
  { plan, secondOf }: { readonly plan: ComplaintPlan; readonly secondOf: number | null },
  deed: Deed,
): RecordDraft<Complaint> {
  const body: Complaint = {
    ...draft,
    ...{ received: { by: deed.by, at: deed.at }, secondOf, isValid: null, assignee: null, orders: [], measure: null },
    ...{ result: null, answered: null, firstAnsweredAt: null, callBacks: [], reopened: 0, decision: null },
    ...{ lateToldAt: null, notes: [] },
  };
  return {
    ...{ key: `complaint:${key}`, subject: draft.topic, at: deed.at, dueAt: deed.at + plan.handleMs, body },
    event: deedEvent(deed, 'registered', { room: draft.room, topic: draft.topic, secondOf }),
  };
}

/** The newest earlier complaint of the same people about the same thing, within the plan's time. */
export function firstOf(
  draft: Pick<ComplaintDraft, 'room' | 'phone' | 'topic'>,
  earlier: readonly Kept[],
  plan: ComplaintPlan,
  now: number,
): number | null {
  const same = (a: string, b: string): boolean => a !== '' && a.trim().toLowerCase() === b.trim().toLowerCase();
  const found = earlier.find(({ at, state, body }) => {
    const isNear = now - at < plan.secondMs && state !== 'cancelled' && body.topic === draft.topic;
    return isNear && (same(body.room, draft.room) || same(body.phone, draft.phone));
  });
  return found?.id ?? null;
}

/** Somebody sees to it. */
export function assignComplaint(record: Kept, assignee: string, deed: Deed): Step {
  if (record.state !== 'open') return refused('RECORD_STEP_REFUSED', 'it is closed');
  return changed(record, { assignee }, deedEvent(deed, 'assigned', { before: record.body.assignee, assignee }));
}

/** Whether there was reason to complain; it may be thought over until it is closed. */
export function judgeComplaint(record: Kept, isValid: boolean, reason: string, deed: Deed): Step {
  if (record.state !== 'open') return refused('RECORD_STEP_REFUSED', 'it is closed');
  return changed(record, { isValid }, deedEvent(deed, 'judged', { before: record.body.isValid, isValid }, reason));
}

/** The manager has decided about a major one. */
export function decideComplaint(record: Kept, words: string, deed: Deed): Step {
  if (record.state !== 'open' || !record.body.isMajor)
    return refused('RECORD_STEP_REFUSED', 'nothing is to be decided');
  return changed(record, { decision: { by: deed.by, at: deed.at, words } }, deedEvent(deed, 'decided', {}, words));
}

/** A work order is to put it right. */
export function orderForComplaint(record: Kept, order: number, deed: Deed): Step {
  const { orders } = record.body;
  if (record.state !== 'open' || orders.length >= MOST_ORDERS) return refused('RECORD_STEP_REFUSED');
  if (orders.includes(order)) return refused('RECORD_STEP_REFUSED', 'that order belongs to it already');
  return changed(record, { orders: [...orders, order] }, deedEvent(deed, 'order-linked', { order }));
}

/** The answer is given to whoever complained. A major one is decided first. */
export function answerComplaint(
  record: Kept,
  { result, measure }: { readonly result: string; readonly measure: string | null },
  plan: ComplaintPlan,
  deed: Deed,
): Step {
  const { body } = record;
  if (record.state !== 'open' || body.answered) return refused('RECORD_STEP_REFUSED', 'it is answered already');
  if (body.isMajor && !body.decision) return refused('RECORD_STEP_REFUSED', 'the manager decides about it first');
  const answered = { by: deed.by, at: deed.at };
  const change = { result, measure, answered, firstAnsweredAt: body.firstAnsweredAt ?? deed.at };
  return changed(record, change, deedEvent(deed, 'answered', { measure }, result), deed.at + plan.callBackMs);
}

/** Asked whether it is well now. Not satisfied: it is open again. */
export function callBackComplaint(
  record: Kept,
  said: Pick<Complaint['callBacks'][number], 'satisfaction' | 'words'>,
  plan: ComplaintPlan,
  deed: Deed,
): Step {
  const { body } = record;
  if (record.state !== 'open' || !body.answered) return refused('RECORD_STEP_REFUSED', 'it is not answered yet');
  if (body.answered.by === deed.by) return refused('RECORD_STEP_REFUSED', 'another one than who answered calls back');
  const callBacks = [...body.callBacks, { by: deed.by, at: deed.at, ...said }].slice(-MOST_CALL_BACKS);
  const event = deedEvent(deed, 'called-back', { satisfaction: said.satisfaction }, said.words);
  if (said.satisfaction !== 'not') {
    return done({ state: 'done', dueAt: null, body: { ...body, callBacks }, event });
  }
  const reopened = { callBacks, answered: null, lateToldAt: null, reopened: body.reopened + 1 };
  return changed(record, reopened, event, deed.at + plan.handleMs);
}

/** It was registered by mistake. */
export function withdrawComplaint(record: Kept, reason: string, deed: Deed): Step {
  if (record.state !== 'open') return refused('RECORD_STEP_REFUSED', 'it is closed');
  return done({ state: 'cancelled', dueAt: null, body: record.body, event: deedEvent(deed, 'withdrawn', {}, reason) });
}

/** A word in its history, also of a closed one. */
export function noteComplaint(record: Kept, text: string, deed: Deed): Step {
  const { notes } = record.body;
  if (notes.length >= MOST_NOTES) return refused('RECORD_STEP_REFUSED', `at most ${MOST_NOTES} notes`);
  return changed(record, { notes: [...notes, { by: deed.by, at: deed.at, text }] }, deedEvent(deed, 'noted', {}, text));
}

/** It has been told that nobody has answered in time. */
export function toldLateComplaint(record: Kept, now: number): Step {
  if (record.state !== 'open' || record.body.lateToldAt !== null) return refused('RECORD_STEP_REFUSED');
  return changed(record, { lateToldAt: now }, deedEvent(systemDeed(now), 'told-late', {}));
}
