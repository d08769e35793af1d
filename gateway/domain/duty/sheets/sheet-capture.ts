import { done, type Outcome, refused } from '../../errors.ts';
import type { DutyRecord, NewRecordEvent, RecordStep } from '../record.ts';
import { type AutoValue, EMPTY_CELL, type LogSheet, type SheetCell, type SheetRow } from './log-sheet.ts';
import { MOST_EXTRA_ROWS, systemEvent } from './sheet-open.ts';
import { cellOf } from './sheet-standing.ts';

type Sheet = DutyRecord<LogSheet>;

/** Works out the derived cells of one row from the others; pure. */
export type Derive = (sheet: Pick<LogSheet, 'form' | 'rows'>, row: SheetRow) => Readonly<Record<string, AutoValue>>;

/** What telemetry says about a row. */
export interface Capture {
  readonly row: string;
  readonly stopped: boolean;
  readonly cells: Readonly<Record<string, AutoValue>>;
}

/** Writes what telemetry says into a row, once; what people entered before stays beside it. */
export function captureRow(
  record: Sheet,
  capture: Capture,
  derive: Derive,
  now: number,
): Outcome<RecordStep<LogSheet>> {
  const row = record.body.rows.find(({ id }) => id === capture.row);
  if (!row) return refused('RECORD_STEP_REFUSED', `no row ${capture.row}`);
  if (row.capturedAt !== null) return refused('RECORD_STEP_REFUSED', 'telemetry has been taken already');
  const taken = { ...withAuto(row, capture.cells), capturedAt: now, stopped: capture.stopped };
  const body = withRow(record.body, taken, derive);
  const { cells, stopped } = capture;
  const detail = { row: row.id, stopped, cells: Object.fromEntries(Object.entries(cells).map(plainValue)) };
  return done(stepOf(record, body, systemEvent('captured', now, detail)));
}

/** Rows of starts and stops that are not there yet. The same again changes nothing and is refused. */
export function addRows(
  record: Sheet,
  rows: readonly SheetRow[],
  seenUntil: number,
  now: number,
): Outcome<RecordStep<LogSheet>> {
  const { body } = record;
  const known = new Set(body.rows.map(({ id }) => id));
  const fresh = rows.filter(({ id }) => !known.has(id));
  if (fresh.length === 0) return refused('RECORD_STEP_REFUSED', 'the rows are there already');
  const room = MOST_EXTRA_ROWS - body.rows.filter(({ kind }) => kind === 'start' || kind === 'stop').length;
  const taken = fresh.slice(0, Math.max(0, room));
  const all = [...body.rows, ...taken].sort((a, b) => a.at - b.at || a.id.localeCompare(b.id));
  const rowsDropped = body.rowsDropped + fresh.length - taken.length;
  const detail = { rows: taken.map(({ id }) => id), dropped: fresh.length - taken.length };
  const next = { ...body, rows: all, seenUntil: Math.max(seenUntil, body.seenUntil), rowsDropped };
  return done(stepOf(record, next, systemEvent('row-opened', now, detail)));
}

/** A sheet that was not signed in time counts as missed; it can still be signed. One that nobody signs by the day is done. */
export function endSheet(record: Sheet, now: number): Outcome<RecordStep<LogSheet>> {
  const { state, dueAt, body } = record;
  if (state !== 'open' || dueAt === null || now < dueAt) return refused('RECORD_STEP_REFUSED', 'it is not over yet');
  const isSigned = body.form.signs.every(
    ({ per, id }) => per !== 'day' || body.signatures.some(({ sign }) => sign === id),
  );
  const event = systemEvent(isSigned ? 'ended' : 'not-signed', now, {});
  return done({ state: isSigned ? 'done' : 'missed', dueAt, body, event });
}

/** The sheet with one row replaced and its derived cells worked out anew. */
export function withRow(body: LogSheet, row: SheetRow, derive: Derive): LogSheet {
  const replace = (by: SheetRow): LogSheet => ({
    ...body,
    rows: body.rows.map((one) => (one.id === by.id ? by : one)),
  });
  const replaced = replace(row);
  return replace(withAuto(row, derive(replaced, row)));
}

/** The row with a cell changed. */
export function withCell(row: SheetRow, key: string, change: Partial<SheetCell>): SheetRow {
  return { ...row, cells: { ...row.cells, [key]: { ...(cellOf(row, key) ?? EMPTY_CELL), ...change } } };
}

export const stepOf = ({ state, dueAt }: Sheet, body: LogSheet, event: NewRecordEvent): RecordStep<LogSheet> => ({
  ...{ state, dueAt, body, event },
});

const withAuto = (row: SheetRow, cells: Readonly<Record<string, AutoValue>>): SheetRow =>
  Object.entries(cells).reduce((changed, [key, auto]) => withCell(changed, key, { auto }), row);

/** As it is written into the history: a value, or why there is none. */
const plainValue = ([key, { value, reason, sourceAt }]: [string, AutoValue]): [string, (number | string | null)[]] => [
  key,
  [value, reason, sourceAt],
];
