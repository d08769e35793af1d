import { type Outcome, refused } from '../../errors.ts';
import { type Deed, eventOf, notNow, stepped } from '../deed.ts';
import type { DutyRecord, RecordDraft, RecordStep } from '../record.ts';
import type { Visit, VisitWish } from './visit.ts';

export type VisitRecord = DutyRecord<Visit>;
type VisitStep = Outcome<RecordStep<Visit>>;

/** A visitor is written down; into a closed room he needs leave first. */
export function visitDraft(key: string, wish: VisitWish, isClosed: boolean, deed: Deed): RecordDraft<Visit> {
  const { from, to, ...known } = wish;
  const body: Visit = {
    ...known,
    ...{ startsAt: from, endsAt: to, needsApproval: isClosed, askedBy: deed.actor, decision: null },
    ...{ enteredAt: null, enteredBy: null, leftAt: null, leftBy: null, note: '' },
  };
  return { key, subject: wish.area, at: from, dueAt: to, body, event: eventOf(deed, { type: 'asked' }) };
}

/** Somebody who may says yes or no, once, and not to himself. No closes it. */
export function decideVisit(
  record: VisitRecord,
  { isApproved, note }: { readonly isApproved: boolean; readonly note: string },
  deed: Deed,
): VisitStep {
  const { body, state } = record;
  if (state !== 'open' || body.enteredAt !== null) return notNow('this visit is over or under way');
  if (body.decision) return notNow('that has been decided');
  if (body.askedBy === deed.actor) return refused('AUTH_SECOND_PERSON', 'somebody else has to agree');
  if (!isApproved && note === '') return notNow('say why not');
  const decision = { isApproved, by: deed.actor, at: deed.at, note };
  const saying = { type: isApproved ? 'approved' : 'refused', note: note || null };
  const change = isApproved ? {} : { state: 'cancelled' as const, dueAt: null };
  return stepped(record, { ...body, decision }, deed, saying, change);
}

/** He goes in. */
export function enterRoom(record: VisitRecord, deed: Deed): VisitStep {
  const { body, state } = record;
  if (state !== 'open') return notNow('this visit is over');
  if (body.enteredAt !== null) return notNow('he is inside already');
  if (body.needsApproval && !body.decision?.isApproved) return notNow('this room is closed to outsiders without leave');
  return stepped(record, { ...body, enteredAt: deed.at, enteredBy: deed.actor }, deed, { type: 'entered' });
}

/** He is out again, and what he did. */
export function leaveRoom(record: VisitRecord, note: string, deed: Deed): VisitStep {
  const { body, state } = record;
  if (state !== 'open') return notNow('this visit is over');
  if (body.enteredAt === null) return notNow('he has not been inside');
  const left = { ...body, leftAt: deed.at, leftBy: deed.actor, note };
  return stepped(record, left, deed, { type: 'left', note: note || null }, { state: 'done', dueAt: null });
}

/** He does not come after all. */
export function cancelVisit(record: VisitRecord, note: string, deed: Deed): VisitStep {
  const { body, state } = record;
  if (state !== 'open' || body.enteredAt !== null) return notNow('this visit is over or under way');
  return stepped(record, body, deed, { type: 'cancelled', note: note || null }, { state: 'cancelled', dueAt: null });
}

/** The agreed time is over and he never came. */
export function missVisit(record: VisitRecord, deed: Deed): VisitStep {
  const { body, state } = record;
  if (state !== 'open' || body.enteredAt !== null) return notNow('this visit is over or under way');
  return stepped(record, body, deed, { type: 'missed' }, { state: 'missed', dueAt: null });
}

/** Inside longer than was agreed. */
export const isOverstayed = ({ state, body }: VisitRecord, now: number, overstayMs: number): boolean =>
  state === 'open' && body.enteredAt !== null && now > body.endsAt + overstayMs;
