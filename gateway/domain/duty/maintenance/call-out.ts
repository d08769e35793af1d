import { z } from 'zod';
import type { Outcome } from '../../errors.ts';
import { instant } from '../../instant.ts';
import { type Deed, notNow, stepped } from '../deed.ts';
import type { DutyRecord, RecordShape, RecordStep } from '../record.ts';

/** A contractor was called. Every moment is one that somebody said; none is made up. */
export const callOut = z
  .object({
    contractor: z.int().meta({ description: 'Record of the contractor' }),
    contractorName: z.string(),
    equipment: z.string().nullable(),
    order: z.int().nullable(),
    reason: z.string(),
    calledAt: instant,
    calledBy: z.string(),
    answered: z.object({ at: instant, by: z.string(), promise: z.string() }).nullable(),
    /** By contract. */
    arriveDueAt: instant,
    arrivedAt: instant.nullable(),
    leftAt: instant.nullable(),
    people: z.string().meta({ description: 'Who came' }),
    result: z.string().nullable(),
    isSolved: z.boolean().nullable(),
    isLate: z.boolean(),
    toldLateAt: instant.nullable(),
  })
  .meta({ id: 'CallOut' });
export type CallOut = z.infer<typeof callOut>;

export const CALL_OUT: RecordShape<CallOut> = { kind: 'call-out', body: callOut };

export type CallOutRecord = DutyRecord<CallOut>;
type Step = Outcome<RecordStep<CallOut>>;

const CLOSED = 'the call is closed';

/** The contractor took the call. */
export function answerCall(record: CallOutRecord, by: string, promise: string, deed: Deed): Step {
  if (record.state !== 'open') return notNow(CLOSED);
  if (record.body.answered) return notNow('it was answered already');
  const answered = { at: momentOf(deed), by, promise };
  return stepped(record, { ...record.body, answered }, deed, { type: 'answered', note: promise, detail: { by } });
}

/** They are on the spot; late when the contract said sooner. */
export function arriveAtCall(record: CallOutRecord, people: string, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open') return notNow(CLOSED);
  if (body.arrivedAt !== null) return notNow('they have arrived already');
  const arrivedAt = momentOf(deed);
  if (arrivedAt < body.calledAt) return notNow('that is before the call');
  const isLate = arrivedAt > body.arriveDueAt;
  return stepped(
    record,
    { ...body, arrivedAt, people, isLate },
    deed,
    { type: 'arrived', note: people },
    { dueAt: null },
  );
}

/** What came of it. Who was never there has solved nothing on the spot, but may have helped by telephone. */
export function closeCall(record: CallOutRecord, result: string, isSolved: boolean, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open') return notNow(CLOSED);
  const leftAt = body.arrivedAt === null ? null : momentOf(deed);
  const closed = { ...body, leftAt, result, isSolved };
  return stepped(
    record,
    closed,
    deed,
    { type: 'closed', note: result, detail: { isSolved } },
    { state: 'done', dueAt: null },
  );
}

/** The time by contract has passed and nobody is there. */
export function markCallLate(record: CallOutRecord, deed: Deed): Step {
  const { body } = record;
  const isWaiting = record.state === 'open' && body.arrivedAt === null && body.toldLateAt === null;
  if (!isWaiting || deed.at <= body.arriveDueAt) return notNow('it is not late, or told already');
  return stepped(record, { ...body, isLate: true, toldLateAt: deed.at }, deed, { type: 'late' });
}

/** Called by mistake, or not needed any more. */
export function cancelCall(record: CallOutRecord, reason: string, deed: Deed): Step {
  if (record.state !== 'open') return notNow(CLOSED);
  return stepped(
    record,
    { ...record.body, result: reason },
    deed,
    { type: 'cancelled', note: reason },
    { state: 'cancelled', dueAt: null },
  );
}

/** A phone that was out of reach says when it happened; a moment to come is not believed. */
const momentOf = ({ at, deviceAt }: Deed): number => Math.min(at, deviceAt ?? at);
