import type { HandEntry, LogSheet, SheetCell, SheetRow } from './log-sheet.ts';
import type { SheetBlock, SheetColumn, SheetForm } from './sheet-form.ts';

/** Where a row stands: not open yet, to be filled, late, or over. */
export type RowStanding = 'waiting' | 'open' | 'late' | 'closed';

export function standingOf({ opensAt, lateAt, closesAt }: SheetRow, now: number): RowStanding {
  if (now < opensAt) return 'waiting';
  if (now < lateAt) return 'open';
  return now < closesAt ? 'late' : 'closed';
}

/** The blocks that are filled in a row. */
export function blocksOf({ blocks }: Pick<SheetForm, 'blocks'>, { kind }: Pick<SheetRow, 'kind'>): SheetBlock[] {
  if (kind === 'sheet') return blocks.filter(({ per }) => per === 'sheet');
  return blocks.filter(({ per }) => per === 'slot' || per === kind);
}

/** The columns that mean something in a row: of a machine that stands still only the standing ones. */
export function columnsIn(form: Pick<SheetForm, 'blocks'>, row: Pick<SheetRow, 'kind' | 'stopped'>): SheetColumn[] {
  const columns = blocksOf(form, row).flatMap((block) => block.columns);
  return row.stopped ? columns.filter(({ standing }) => standing) : columns;
}

export const cellOf = ({ cells }: Pick<SheetRow, 'cells'>, key: string): SheetCell | undefined =>
  Object.hasOwn(cells, key) ? cells[key] : undefined;

/** The value that counts: what a person entered stands beside telemetry, telemetry goes first. */
export function cellValue(cell: SheetCell | undefined): HandEntry | null {
  return cell?.auto?.value ?? cell?.hand?.value ?? null;
}

/** Columns a person has to fill and has not. */
export function unfilled(form: Pick<SheetForm, 'blocks'>, row: SheetRow): SheetColumn[] {
  return columnsIn(form, row).filter(({ key, required }) => required && !cellOf(row, key)?.hand);
}

/** Columns that telemetry should have filled and has not; of a machine under repair none is expected. */
export function withoutData(form: Pick<SheetForm, 'blocks'>, row: SheetRow): SheetColumn[] {
  if (row.capturedAt === null) return [];
  return columnsIn(form, row).filter(({ key, fill }) => {
    const cell = cellOf(row, key);
    const isEmpty = cell?.auto?.value == null && cell?.auto?.reason !== 'under-repair';
    return fill === 'auto' && isEmpty && !cell?.hand;
  });
}

/** What a reader is to look at in a cell. */
export type CellMark = 'copied' | 'sensor-check' | 'out-of-range' | 'late' | 'sent-later' | 'corrected' | 'spans-gap';

/** How one row of a sheet came out. */
export interface RowFigures {
  readonly row: string;
  readonly standing: RowStanding;
  /** Hand cells that are still to be filled, or were not filled in time. */
  readonly open: number;
  readonly missed: number;
  /** Cells of telemetry that stay empty. */
  readonly empty: number;
}

export function rowFigures(form: Pick<SheetForm, 'blocks'>, row: SheetRow, now: number): RowFigures {
  const standing = standingOf(row, now);
  const open = standing === 'waiting' ? 0 : unfilled(form, row).length;
  const isOver = standing === 'closed';
  return {
    ...{ row: row.id, standing, open: isOver ? 0 : open, missed: isOver ? open : 0 },
    empty: withoutData(form, row).length,
  };
}

/** What is told of a whole sheet in a list. */
export interface SheetFigures {
  readonly slots: number;
  /** Captured and, where people are asked, filled. */
  readonly complete: number;
  /** Slots in which something is missing for good: not entered in time, or without any data. */
  readonly missing: number;
  /** Slots that wait for a person now. */
  readonly toFill: number;
  readonly late: number;
}

export function sheetFigures(sheet: Pick<LogSheet, 'form' | 'rows'>, now: number): SheetFigures {
  const rows = sheet.rows.filter(({ kind }) => kind !== 'sheet').map((row) => rowFigures(sheet.form, row, now));
  const count = (wanted: (row: RowFigures) => boolean): number => rows.filter(wanted).length;
  return {
    slots: rows.length,
    complete: count(({ standing, open, missed, empty }) => standing !== 'waiting' && open + missed + empty === 0),
    missing: count(({ missed, empty }) => missed + empty > 0),
    toFill: count(({ open }) => open > 0),
    late: count(({ standing, open }) => standing === 'late' && open > 0),
  };
}

/** So many equal entries one after the other are looked at by the reviewer. */
const COPIES = 3;
/** A sheet is not read off and written down faster. */
const HASTE_MS = 60_000;
const HASTY_ROWS = 3;

/** What is odd about cells, by row id and column key. Nothing is refused for it: the reviewer looks. */
export function marksOf({ form, rows }: Pick<LogSheet, 'form' | 'rows'>): ReadonlyMap<string, readonly CellMark[]> {
  const marks = new Map<string, CellMark[]>();
  const add = (row: SheetRow, key: string, mark: CellMark): void => {
    const at = markKey(row.id, key);
    const known = marks.get(at) ?? [];
    if (!known.includes(mark)) marks.set(at, [...known, mark]);
  };
  const all = form.blocks.flatMap(({ columns }) => columns);
  for (const row of rows) {
    for (const column of all) for (const mark of ownMarks(row, column)) add(row, column.key, mark);
  }
  for (const { key, type } of all)
    if (type === 'number') for (const row of copiesOf(rows, key)) add(row, key, 'copied');
  for (const { row, key } of hastyEntries(rows)) add(row, key, 'copied');
  return marks;
}

export const markKey = (row: string, column: string): string => `${row} ${column}`;

function ownMarks(row: SheetRow, column: SheetColumn): CellMark[] {
  const cell = cellOf(row, column.key);
  if (!cell) return [];
  const { auto, hand, former } = cell;
  return [
    ...(former.length > 0 ? (['corrected'] as const) : []),
    ...(hand?.isLate ? (['late'] as const) : []),
    ...(hand?.deviceAt ? (['sent-later'] as const) : []),
    ...(auto?.spansSince ? (['spans-gap'] as const) : []),
    ...(isOutside(cellValue(cell), column) ? (['out-of-range'] as const) : []),
    ...(differs(row, column) ? (['sensor-check'] as const) : []),
  ];
}

function isOutside(value: HandEntry | null, { normal, type }: SheetColumn): boolean {
  if (normal === null || type !== 'number' || typeof value !== 'number') return false;
  return value < normal[0] || value > normal[1];
}

/** A hand value and what telemetry says are further apart than the form allows: one of the two is to be checked. */
function differs(row: SheetRow, { key, compareWith, tolerance }: SheetColumn): boolean {
  const hand = cellOf(row, key)?.hand?.value;
  const told = cellOf(row, compareWith ?? key)?.auto?.value;
  if (tolerance === null || typeof hand !== 'number' || told == null) return false;
  return Math.abs(hand - told) > tolerance;
}

/** Rows in which a number was entered that is the same in so many slots running. */
function copiesOf(rows: readonly SheetRow[], key: string): SheetRow[] {
  const slots = rows.filter(({ kind, stopped }) => kind === 'slot' && !stopped);
  const runs: SheetRow[][] = [];
  for (const row of slots) {
    const value = cellOf(row, key)?.hand?.value;
    const last = runs.at(-1);
    const isSame = value !== undefined && last?.[0] && cellOf(last[0], key)?.hand?.value === value;
    if (isSame) last.push(row);
    else runs.push(value === undefined ? [] : [row]);
  }
  return runs.filter((run) => run.length >= COPIES).flat();
}

/** Entries of several slots that were all made within a minute. */
function hastyEntries(rows: readonly SheetRow[]): { readonly row: SheetRow; readonly key: string }[] {
  const made = rows.flatMap((row) =>
    Object.entries(row.cells).flatMap(([key, { hand }]) => (hand ? [{ row, key, at: hand.at }] : [])),
  );
  const isHasty = (at: number): boolean => {
    const near = made.filter((one) => Math.abs(one.at - at) < HASTE_MS);
    return new Set(near.map(({ row }) => row.id)).size >= HASTY_ROWS;
  };
  return made.filter(({ at }) => isHasty(at));
}
