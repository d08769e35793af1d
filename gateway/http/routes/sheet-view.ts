import type { RecordEvent } from '../../domain/duty/record.ts';
import type { LogSheet, SheetRow } from '../../domain/duty/sheets/log-sheet.ts';
import type { SheetBlock, SheetColumn, SheetSign } from '../../domain/duty/sheets/sheet-form.ts';
import { type CellMark, markKey, marksOf, rowFigures, sheetFigures } from '../../domain/duty/sheets/sheet-standing.ts';
import type { SheetRecord, StartRecord } from '../../ports/sheet-service.ts';

type Marks = ReadonlyMap<string, readonly CellMark[]>;

/** One sheet as a list tells it. */
export function viewSummary(record: SheetRecord, now: number) {
  const { body } = record;
  const { sheet, date, form, rows, signatures, reviews, reviewDueAt } = body;
  return {
    ...headOf(record),
    ...{ sheet, date, title: form.title, subjectName: form.subjectName },
    ...sheetFigures(body, now),
    marked: marksOf(body).size,
    nextAt: rows.find(({ kind, at }) => kind === 'slot' && at > now)?.at ?? null,
    ...{ signatures, unsigned: unsigned(body).map(viewSign), reviews, reviewDueAt },
  };
}

/** One sheet, whole, with its events. */
export function viewSheet(record: SheetRecord, events: readonly RecordEvent[], now: number) {
  const { body } = record;
  const { form, version, basis, blocks, signs } = body.form;
  const marks = marksOf(body);
  return {
    ...viewSummary(record, now),
    ...{ startAt: body.startAt, endAt: body.endAt, rowsDropped: body.rowsDropped, addenda: body.addenda },
    form: { form, version, basis, blocks: blocks.map(viewBlock), signs: signs.map(viewSign) },
    rows: body.rows.map((row) => viewRow(body, row, marks, now)),
    events,
  };
}

const headOf = ({ id, key, subject, state, at, dueAt, closedAt, version }: SheetRecord | StartRecord) => ({
  ...{ id, key, subject, state, at, dueAt, closedAt, version },
});

const unsigned = ({ form, signatures }: LogSheet): SheetSign[] =>
  form.signs.filter(({ per, id }) => per === 'day' && !signatures.some(({ sign }) => sign === id));

const viewSign = ({ id, title, per, least }: SheetSign) => ({ id, title, per, least });

const viewBlock = ({ columns, ...block }: SheetBlock) => ({ ...block, columns: columns.map(viewColumn) });

function viewColumn(column: SheetColumn) {
  const { key, title, unit, digits, type, fill, byHand, equals, normal, options, required, standing } = column;
  const range = normal ? { low: normal[0], high: normal[1] } : null;
  return {
    key,
    title,
    unit,
    digits,
    type,
    fill,
    byHand,
    equals,
    normal: range,
    options,
    required,
    standing,
    onFail: column.onFail,
  };
}

function viewRow({ form }: LogSheet, row: SheetRow, marks: Marks, now: number) {
  const { cells, id, kind, at, opensAt, lateAt, closesAt, capturedAt, stopped, signature } = row;
  const { standing, open, missed, empty } = rowFigures(form, row, now);
  return {
    ...{ id, kind, at, opensAt, lateAt, closesAt, capturedAt, stopped, standing, open, missed, empty, signature },
    cells: Object.entries(cells).map(([column, cell]) => ({
      column,
      ...cell,
      marks: marks.get(markKey(id, column)) ?? [],
    })),
  };
}

/** A planned start or stop. */
export function viewStart(record: StartRecord) {
  const { plan, title, what, date, equipment, plannedAt, toleranceMs, verdict, actualAt, offsetMs, remarks } =
    record.body;
  return {
    ...headOf(record),
    ...{ plan, title, what, date, equipment, plannedAt, toleranceMs, verdict, actualAt, offsetMs, remarks },
  };
}
