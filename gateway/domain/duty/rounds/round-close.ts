import type { Outcome } from '../../errors.ts';
import type { RecordStep } from '../record.ts';
import type { Round, RoundStop } from './round.ts';
import { answerCheck, type RoundAnswer } from './round-fill.ts';
import { withFindings } from './round-findings.ts';
import {
  isAnswered,
  mayFill,
  type RoundActor,
  type RoundRecord,
  stepRefused,
  stepTo,
  stopOf,
  systemActor,
  withStop,
} from './round-step.ts';

/** Leaves a stop out, with a reason that counts and is shown. */
export function skipStop(
  record: RoundRecord,
  input: { readonly stop: string; readonly reason: string },
  who: RoundActor,
): Outcome<RecordStep<Round>> {
  const allowed = mayFill(record, who);
  if (!allowed.ok) return allowed;
  const stop = stopOf(record.body, input.stop);
  if (!stop) return stepRefused(`the round has no stop ${input.stop}`);
  if (stop.state !== 'open' && stop.state !== 'missed') return stepRefused('this stop is finished');
  const skipped = { ...stop, state: 'skipped' as const, skipReason: input.reason, doneAt: who.at, doneBy: who.by };
  const event = { type: 'skipped', note: input.reason, detail: { stop: stop.id } };
  return stepTo(record, withStop(record.body, skipped), who, event);
}

/** Puts another answer in place of one; the old one stays beside it. Only before the round is signed. */
export function correctEntry(
  record: RoundRecord,
  input: { readonly stop: string; readonly answer: RoundAnswer; readonly reason: string },
  who: RoundActor,
): Outcome<RecordStep<Round>> {
  const { body } = record;
  if (body.signed !== null) return stepRefused('a signed round takes only an addendum');
  const stop = stopOf(body, input.stop);
  const check = stop?.checks.find(({ id }) => id === input.answer.check);
  if (!stop || !check?.entry) return stepRefused('there is no such answer to correct');
  const answered = answerCheck(check, input.answer, who);
  if (!answered.ok) return answered;
  const was = { was: check.entry, by: who.by, at: who.at, reason: input.reason };
  const corrected = { ...answered.value, corrections: [...check.corrections, was] };
  const changed = { ...stop, checks: stop.checks.map((one) => (one.id === check.id ? corrected : one)) };
  const detail = { stop: stop.id, answer: { ...input.answer } };
  const event = { type: 'corrected', note: input.reason, detail };
  return stepTo(record, withFindings(withStop(body, changed), changed, who), who, event);
}

/** Ends the round by a signature: every stop is answered or left out with a reason. */
export function signRound(record: RoundRecord, note: string, who: RoundActor): Outcome<RecordStep<Round>> {
  const { body } = record;
  if (body.signed !== null) return stepRefused('the round is signed already');
  const left = body.stops.filter((stop) => !isAnswered(stop)).map(({ id }) => id);
  if (left.length > 0) return stepRefused(`not answered yet: ${left.join(', ')}`);
  const signed = { by: who.by, at: who.at, note };
  const event = { type: 'signed', note: note === '' ? null : note, detail: null };
  return stepTo(record, { ...body, signed }, who, event, 'done');
}

/** The time of the round is over: what was not answered was missed. A round with every answer is done, if unsigned. */
export function closeRound(record: RoundRecord, now: number): Outcome<RecordStep<Round>> {
  const { state, body } = record;
  if (state !== 'open') return stepRefused('the round is closed already');
  if (now < body.closesAt) return stepRefused('the time of this round is not over');
  const missed = body.stops.filter((stop) => !isAnswered(stop)).map(({ id }) => id);
  const stops = body.stops.map((stop): RoundStop => (isAnswered(stop) ? stop : { ...stop, state: 'missed' }));
  const type = missed.length > 0 ? 'missed' : 'closed';
  const event = { type, note: null, detail: { missed } };
  return stepTo(record, { ...body, stops }, systemActor(now), event, missed.length > 0 ? 'missed' : 'done');
}

/** Another person has read it. */
export function reviewRound(record: RoundRecord, note: string, who: RoundActor): Outcome<RecordStep<Round>> {
  const { state, body } = record;
  if (state === 'open') return stepRefused('the round is not over yet');
  if (body.review !== null) return stepRefused('the round was reviewed already');
  if (body.signed?.by === who.by) return stepRefused('somebody else than who signed has to review it');
  const review = { by: who.by, at: who.at, note };
  const event = { type: 'reviewed', note: note === '' ? null : note, detail: null };
  return stepTo(record, { ...body, review }, who, event);
}

/** Something to be said about a round that is over. What stands there stays. */
export function addAddendum(record: RoundRecord, note: string, who: RoundActor): Outcome<RecordStep<Round>> {
  if (record.state === 'open' && record.body.signed === null) return stepRefused('the round is not over yet');
  const addenda = [...record.body.addenda, { by: who.by, at: who.at, note }];
  return stepTo(record, { ...record.body, addenda }, who, { type: 'addendum', note, detail: null });
}
