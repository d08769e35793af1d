import type { AutoValue, LogSheet, SheetRow } from '../../domain/duty/sheets/log-sheet.ts';
import type { Capture } from '../../domain/duty/sheets/sheet-capture.ts';
import type { SheetColumn } from '../../domain/duty/sheets/sheet-form.ts';
import { columnsIn } from '../../domain/duty/sheets/sheet-standing.ts';
import { type FigureHistory, figureOf, lastKnown, riseOf } from './counter-figures.ts';
import { empty, type PointReader } from './point-reader.ts';
import { spreadOf } from './spread-of.ts';

export interface RowReaderParts {
  readonly reader: PointReader;
  readonly history: FigureHistory;
}

/** Questions put to the history at the same time. */
const AT_ONCE = 8;
const DAY_MS = 86_400_000;

/** Reads everything telemetry says about one row. `before`: the rows of the day before, for what goes on over midnight. */
export class RowReader {
  private readonly parts: RowReaderParts;

  constructor(parts: RowReaderParts) {
    this.parts = parts;
  }

  async read(sheet: LogSheet, row: SheetRow, before: readonly SheetRow[], now: number): Promise<Capture> {
    const stopped = await this.isStopped(sheet, row, now);
    const columns = columnsIn(sheet.form, { ...row, stopped });
    const cells: Record<string, AutoValue> = {};
    await inGroups(
      columns.filter(({ fill }) => fill === 'auto'),
      async (column) => {
        cells[column.key] = await this.value(sheet, row, column, now);
      },
    );
    await inGroups(
      columns.filter(({ figure }) => figure !== null && figure.tags.length > 0),
      async (column) => {
        const figure = await this.figure(sheet, row, before, column, cells);
        if (figure) cells[column.key] = figure;
      },
    );
    return { row: row.id, stopped, cells };
  }

  /** A machine of which nothing is known is taken to run: then the row says what is missing. */
  private async isStopped({ form }: LogSheet, row: SheetRow, now: number): Promise<boolean> {
    if (form.runTag === null || row.kind !== 'slot') return false;
    const { value } = await this.parts.reader.read({ tag: form.runTag, at: row.at, maxAgeMs: DAY_MS }, now);
    return value === 0;
  }

  private async value(sheet: LogSheet, row: SheetRow, column: SheetColumn, now: number): Promise<AutoValue> {
    const { tag, take, maxAgeMs, type } = column;
    if (tag === null) return empty('no-data');
    const offset = sheet.form.extraRows.find(({ id }) => id === row.kind)?.offsetMs ?? 0;
    const told = await this.parts.reader.read({ tag, at: row.at + offset, maxAgeMs }, now);
    if (type !== 'number' || row.kind !== 'slot') return told;
    const spread = await this.spread(tag, slotBefore(sheet, row), row.at);
    if (take === 'last') return { ...told, spread };
    return spread ? { ...told, value: spread[take], reason: null, spread } : empty(told.reason ?? 'no-data');
  }

  /** Since the slot before; null where nothing is known of it. */
  private async spread(tag: string, fromMs: number, toMs: number): Promise<AutoValue['spread']> {
    try {
      return spreadOf(await this.parts.history.query(tag, fromMs, toMs, 1));
    } catch {
      return null;
    }
  }

  private async figure(
    sheet: LogSheet,
    row: SheetRow,
    before: readonly SheetRow[],
    { figure }: SheetColumn,
    cells: Readonly<Record<string, AutoValue>>,
  ): Promise<AutoValue | undefined> {
    if (figure === null) return undefined;
    const { kind, tags, column } = figure;
    try {
      if (row.kind === 'sheet' || column === null) return await figureOf(this.parts.history, kind, tags, sheet);
      const register = cells[column];
      if (kind !== 'delta' || register?.value == null) return empty(register?.reason ?? 'no-data');
      const previous = slotBefore(sheet, row);
      const since = lastKnown(column, row, sheet.rows, before) ?? previous;
      const rise = await riseOf(this.parts.history, tags, since, row.at);
      return { ...rise, spansSince: since < previous ? since : null };
    } catch {
      return empty('no-answer');
    }
  }
}

/** The slot before a row; before the first one of a sheet it lies as far back as the slots are apart. */
export function slotBefore({ rows, form }: Pick<LogSheet, 'rows' | 'form'>, row: SheetRow): number {
  const earlier = rows.findLast(({ kind, at }) => kind === 'slot' && at < row.at);
  if (earlier) return earlier.at;
  const [first = 0, second] = form.slots;
  return row.at - (second === undefined ? DAY_MS : (second - first) * 60_000);
}

async function inGroups<T>(all: readonly T[], task: (one: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE) await Promise.all(all.slice(at, at + AT_ONCE).map(task));
}
