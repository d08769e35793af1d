import { done, type Outcome, refused } from '../../errors.ts';
import type { DutyRecord, NewRecordEvent, RecordStep, RecordVia } from '../record.ts';
import { EMPTY_CELL, type HandEntry, type LogSheet, type SheetRow } from './log-sheet.ts';
import { type Derive, stepOf, withCell, withRow } from './sheet-capture.ts';
import { columnsOf, type SheetColumn } from './sheet-form.ts';
import { cellOf, columnsIn } from './sheet-standing.ts';

type Sheet = DutyRecord<LogSheet>;

/** Who enters something, by which way, and when by the clock of the phone that was out of reach. */
export interface Hand {
  readonly name: string;
  readonly via: RecordVia;
  readonly deviceAt: number | null;
}

export interface SheetEntry {
  readonly column: string;
  readonly value: HandEntry;
  readonly remark: string | null;
}

const MINUTE_MS = 60_000;
/** A phone keeps what it could not send for so long. */
const LONGEST_UNSENT_MS = 48 * 60 * MINUTE_MS;
const LEAST_REMARK = 3;

/** Enters values of one row, all or none: within its window, into cells that nobody has filled. */
export function fillRow(
  record: Sheet,
  { row: id, entries }: { readonly row: string; readonly entries: readonly SheetEntry[] },
  hand: Hand,
  derive: Derive,
  now: number,
): Outcome<RecordStep<LogSheet>> {
  const row = record.body.rows.find((one) => one.id === id);
  const problem = row ? fillProblem(record, row, entries, hand, now) : `no row ${id}`;
  if (!row || problem !== undefined) return refused('RECORD_STEP_REFUSED', problem);
  const { name: by, via, deviceAt } = hand;
  const isLate = (deviceAt ?? now) >= row.lateAt;
  const filled = entries.reduce(
    (changed, { column, value, remark }) =>
      withCell(changed, column, {
        hand: { value, by, at: now, via, isLate, deviceAt },
        remark: remark ?? cellOf(changed, column)?.remark ?? null,
      }),
    row,
  );
  const detail = { row: id, entries: entries.map(({ column, value, remark }) => ({ column, value, remark })) };
  return done(stepOf(record, withRow(record.body, filled, derive), eventOf('filled', hand, now, detail)));
}

/** Strikes a value through and puts another in its place; the old one stays visible. */
export function correctCell(
  record: Sheet,
  change: { readonly row: string; readonly column: string; readonly value: HandEntry; readonly reason: string },
  hand: Hand,
  derive: Derive,
  now: number,
): Outcome<RecordStep<LogSheet>> {
  const row = record.body.rows.find(({ id }) => id === change.row);
  const column = columnsOf(record.body.form).find(({ key }) => key === change.column);
  const cell = row && cellOf(row, change.column);
  if (!row || !column || !cell?.hand) return refused('RECORD_STEP_REFUSED', 'there is no entry to correct');
  const problem = lockOf(record) ?? entryProblem(column, change.value, cell.remark ?? change.reason);
  if (problem !== undefined) return refused('RECORD_STEP_REFUSED', problem);
  const { name: by, via, deviceAt } = hand;
  const { value, by: formerBy, at } = cell.hand;
  const former = [
    ...cell.former,
    { value, by: formerBy, at, correctedBy: by, correctedAt: now, reason: change.reason },
  ];
  const isLate = now >= row.closesAt;
  const corrected = withCell(row, change.column, {
    former,
    hand: { value: change.value, by, at: now, via, isLate, deviceAt },
  });
  const detail = { row: row.id, column: change.column, value: change.value, former: value };
  const event = { ...eventOf('corrected', hand, now, detail), note: change.reason };
  return done(stepOf(record, withRow(record.body, corrected, derive), event));
}

/** Writes the number of the work order that a finding led to into its cell. */
export function linkOrder(
  record: Sheet,
  { row: id, column, order }: { readonly row: string; readonly column: string; readonly order: number },
  hand: Hand,
  now: number,
): Outcome<RecordStep<LogSheet>> {
  const row = record.body.rows.find((one) => one.id === id);
  if (!row) return refused('RECORD_STEP_REFUSED', `no row ${id}`);
  const linked = withCell(row, column, { order });
  const rows = record.body.rows.map((one) => (one.id === id ? linked : one));
  return done(stepOf(record, { ...record.body, rows }, eventOf('order', hand, now, { row: id, column, order })));
}

export const eventOf = (type: string, hand: Hand, at: number, detail: NewRecordEvent['detail']): NewRecordEvent => ({
  ...{ at, actor: hand.name, via: hand.via, type, note: null, detail, deviceAt: hand.deviceAt },
});

/** Why nothing on the sheet may be changed any more. */
export function lockOf({ body }: Pick<Sheet, 'body'>): string | undefined {
  return body.signatures.length > 0 ? 'it is signed: only an addendum can be made' : undefined;
}

function fillProblem(
  record: Sheet,
  row: SheetRow,
  entries: readonly SheetEntry[],
  hand: Hand,
  now: number,
): string | undefined {
  const problem = lockOf(record) ?? (row.signature ? 'the row is signed: correct it with a reason' : undefined);
  if (problem !== undefined) return problem;
  if (entries.length === 0) return 'nothing was entered';
  return timeProblem(row, hand, now) ?? entriesProblem(record, row, entries);
}

function timeProblem({ opensAt, closesAt }: SheetRow, { deviceAt }: Hand, now: number): string | undefined {
  if (deviceAt !== null && (deviceAt > now + MINUTE_MS || deviceAt < now - LONGEST_UNSENT_MS)) {
    return 'the clock of the phone is wrong, or it waited too long';
  }
  const at = deviceAt ?? now;
  if (at < opensAt) return `opens ${new Date(opensAt).toISOString()}`;
  return at >= closesAt ? `closed ${new Date(closesAt).toISOString()}: an empty cell stays missed` : undefined;
}

function entriesProblem(record: Sheet, row: SheetRow, entries: readonly SheetEntry[]): string | undefined {
  const columns = new Map(columnsIn(record.body.form, row).map((column) => [column.key, column]));
  for (const { column: key, value, remark } of entries) {
    const column = columns.get(key);
    if (!column?.byHand) return `${key} is not filled by hand in this row`;
    if ((cellOf(row, key) ?? EMPTY_CELL).hand) return `${key} has been filled: correct it with a reason`;
    const problem = entryProblem(column, value, remark);
    if (problem !== undefined) return problem;
  }
  return new Set(entries.map(({ column }) => column)).size < entries.length ? 'a column stands there twice' : undefined;
}

/** Why a value cannot stand in a column. */
export function entryProblem(column: SheetColumn, value: HandEntry, remark: string | null): string | undefined {
  const { key, type, onFail, options } = column;
  if (!fits(type, value, options)) return `${key}: ${JSON.stringify(value)} is no ${type}`;
  const needsRemark = type === 'check' && value === 'fault' && onFail !== null;
  if (needsRemark && (remark ?? '').trim().length < LEAST_REMARK) return `${key}: × needs a remark`;
  return undefined;
}

const CHECKS: readonly HandEntry[] = ['ok', 'fault', 'none'];

function fits(type: SheetColumn['type'], value: HandEntry, options: SheetColumn['options']): boolean {
  switch (type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'check':
      return CHECKS.includes(value);
    case 'choice':
      return options.some(({ id }) => id === value);
    case 'time':
      return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
    case 'photo':
      return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
    case 'text':
    case 'person':
    case 'scan':
      return typeof value === 'string' && value.trim() !== '';
  }
}
