import { done, type Outcome, refused } from '../../errors.ts';
import { type Role, ranksAtLeast } from '../../role.ts';
import type { DutyRecord, RecordStep } from '../record.ts';
import type { LogSheet, ReviewStep, SheetRow } from './log-sheet.ts';
import { stepOf } from './sheet-capture.ts';
import { eventOf, type Hand } from './sheet-entry.ts';
import type { SheetSign } from './sheet-form.ts';
import { standingOf, unfilled } from './sheet-standing.ts';

type Sheet = DutyRecord<LogSheet>;
type Step = Outcome<RecordStep<LogSheet>>;

/** A person with the role of the account. */
export interface Signer extends Hand {
  readonly role: Role;
}

/** Signs one row: what it says, with what is missing in it when its time is over. */
export function signRow(record: Sheet, id: string, who: Signer, now: number): Step {
  const { body } = record;
  const row = body.rows.find((one) => one.id === id);
  const sign = body.form.signs.find(({ per }) => per === 'slot');
  if (!row || !sign) return refused('RECORD_STEP_REFUSED', row ? 'its rows are not signed' : `no row ${id}`);
  const problem = rowProblem(body, row, sign, who, now);
  if (problem !== undefined) return refused('RECORD_STEP_REFUSED', problem);
  const signature = { sign: sign.id, by: who.name, at: now, isLate: now >= row.closesAt };
  const rows = body.rows.map((one) => (one.id === id ? { ...one, signature } : one));
  return done(stepOf(record, { ...body, rows }, eventOf('signed', who, now, { row: id, sign: sign.id })));
}

function rowProblem(body: LogSheet, row: SheetRow, sign: SheetSign, who: Signer, now: number): string | undefined {
  if (body.signatures.length > 0) return 'the sheet is signed';
  if (row.signature) return `signed by ${row.signature.by}`;
  if (row.kind === 'sheet') return 'what is filled once a day is signed with the day';
  if (row.capturedAt === null) return 'its time has not come';
  if (!ranksAtLeast(who.role, sign.least)) return `to be signed by ${sign.title.en}`;
  const open = standingOf(row, now) === 'closed' ? 0 : unfilled(body.form, row).length;
  return open > 0 ? `${open} cells are not filled yet` : undefined;
}

/** Signs the day as a whole; with its last signature the sheet is done. Afterwards only addenda are taken. */
export function signDay(record: Sheet, id: string, who: Signer, now: number): Step {
  const { body } = record;
  const sign = body.form.signs.find((one) => one.per === 'day' && one.id === id);
  if (!sign) return refused('RECORD_STEP_REFUSED', `no signature ${id}`);
  const problem = dayProblem(body, sign, who, now);
  if (problem !== undefined) return refused('RECORD_STEP_REFUSED', problem);
  const isLate = now > body.endAt + sign.withinMs;
  const signatures = [...body.signatures, { sign: id, by: who.name, at: now, isLate }];
  const isDone = body.form.signs.every((one) => one.per !== 'day' || signatures.some((given) => given.sign === one.id));
  const step = stepOf(record, { ...body, signatures }, eventOf('signed', who, now, { sign: id, isLate }));
  return done(isDone ? { ...step, state: 'done' } : step);
}

function dayProblem(body: LogSheet, sign: SheetSign, who: Signer, now: number): string | undefined {
  const given = body.signatures.find((one) => one.sign === sign.id);
  if (given) return `signed by ${given.by}`;
  if (now < body.endAt) return 'the day is not over';
  if (!ranksAtLeast(who.role, sign.least)) return `to be signed by ${sign.title.en}`;
  return body.rows.some((row) => row.capturedAt === null) ? 'telemetry is still being taken' : undefined;
}

/** The least role of who may review, by step. */
export const REVIEW_ROLE: Readonly<Record<ReviewStep, Role>> = { engineer: 'engineer', chief: 'supervisor' };

export interface ReviewInput {
  readonly step: ReviewStep;
  readonly remark: string | null;
  /** Number of the order that the remark led to. */
  readonly order: number | null;
}

/** The mark of the next morning: by somebody else than who wrote or signed it, and each step by another person. */
export function reviewSheet(record: Sheet, { step, remark, order }: ReviewInput, who: Signer, now: number): Step {
  const { body } = record;
  const problem = reviewProblem(body, step, who, now);
  if (problem !== undefined) return refused('RECORD_STEP_REFUSED', problem);
  const review = { step, by: who.name, at: now, isLate: now > body.reviewDueAt, remark, order };
  const event = { ...eventOf('reviewed', who, now, { step, order }), note: remark };
  return done(stepOf(record, { ...body, reviews: [...body.reviews, review] }, event));
}

/** Why this person may not make that mark; undefined when he may. */
export function reviewProblem(
  body: LogSheet,
  step: ReviewStep,
  who: Pick<Signer, 'name' | 'role'>,
  now: number,
): string | undefined {
  if (now < body.endAt) return 'the day is not over';
  const other = body.reviews.find((one) => one.step === step || one.by === who.name);
  if (other) return other.step === step ? `reviewed by ${other.by}` : 'the two reviews are made by two people';
  if (!ranksAtLeast(who.role, REVIEW_ROLE[step])) return `this review is made by the role ${REVIEW_ROLE[step]}`;
  return writersOf(body).has(who.name) ? 'who has filled or signed it does not review it' : undefined;
}

/** Everybody who has entered or signed something. */
function writersOf({ rows, signatures }: LogSheet): ReadonlySet<string> {
  const entered = rows.flatMap(({ cells, signature }) => [
    ...Object.values(cells).flatMap(({ hand }) => (hand ? [hand.by] : [])),
    ...(signature ? [signature.by] : []),
  ]);
  return new Set([...entered, ...signatures.map(({ by }) => by)]);
}

export interface AddendumInput {
  readonly text: string;
  readonly row: string | null;
  readonly column: string | null;
}

/** Adds words to a sheet that is signed, or to any other; nothing of it is changed. */
export function addAddendum(record: Sheet, { text, row, column }: AddendumInput, who: Hand, now: number): Step {
  const { body } = record;
  const isKnown = row === null || body.rows.some(({ id }) => id === row);
  if (!isKnown) return refused('RECORD_STEP_REFUSED', `no row ${row}`);
  const addenda = [...body.addenda, { by: who.name, at: now, text, row, column }];
  const event = { ...eventOf('addendum', who, now, { row, column }), note: text };
  return done(stepOf(record, { ...body, addenda }, event));
}
