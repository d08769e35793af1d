import type { DeedBody, WaitingDeed } from './deed-queue.ts';
import type { WireSheet, WireSheetCell, WireSheetRow } from './sheet-api.ts';

/** The entries of one sheet among the deeds that wait. */
export const entriesOf = (waiting: readonly WaitingDeed[], id: number): readonly WaitingDeed[] =>
  waiting.filter(({ path }) => path === fillPath(id));

/** Below the address of the interface. */
export const fillPath = (id: number): string => `/log-sheets/${id}/fill`;

/** The sheet as it will be once what waits has arrived: entries in cells that nobody has filled. */
export function previewSheet(sheet: WireSheet, deeds: readonly WaitingDeed[], by: string): WireSheet {
  if (deeds.length === 0) return sheet;
  const rows = deeds.reduce(
    (all, { body, doneAt }) =>
      all.map((row) => (row.id === body.row ? filled(row, sheet, body, { by, at: doneAt }) : row)),
    sheet.rows,
  );
  return { ...sheet, rows };
}

interface Entered {
  readonly by: string;
  /** By the clock of this device, ms. */
  readonly at: number;
}

function filled(row: WireSheetRow, sheet: WireSheet, { entries = [] }: DeedBody, { by, at }: Entered): WireSheetRow {
  const iso = new Date(at).toISOString();
  const isLate = at >= Date.parse(row.lateAt);
  const isFree = (key: string): boolean => !row.cells.some(({ column, hand }) => column === key && hand !== null);
  const taken = entries.filter(({ column }) => isFree(column));
  const columns = new Map(sheet.form.blocks.flatMap((block) => block.columns.map((column) => [column.key, column])));
  const fresh = taken.map(({ column, value, remark }): WireSheetCell => {
    const before = row.cells.find((cell) => cell.column === column) ?? emptyCell(column);
    const hand = { value, by, at: iso, via: 'phone' as const, isLate, deviceAt: iso };
    return { ...before, hand, remark: remark ?? before.remark };
  });
  const answered = taken.filter(({ column }) => columns.get(column)?.required && columns.get(column)?.fill !== 'auto');
  const kept = row.cells.filter(({ column }) => !taken.some((one) => one.column === column));
  return { ...row, open: Math.max(0, row.open - answered.length), cells: [...kept, ...fresh] };
}

const emptyCell = (column: string): WireSheetCell => ({
  ...{ column, auto: null, hand: null, former: [], remark: null, order: null, marks: [] },
});
