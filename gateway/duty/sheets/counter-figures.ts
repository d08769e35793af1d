import type { AutoValue, LogSheet, SheetRow } from '../../domain/duty/sheets/log-sheet.ts';
import type { FigureKind } from '../../domain/duty/sheets/sheet-form.ts';
import { cellOf, cellValue } from '../../domain/duty/sheets/sheet-standing.ts';
import type { HistoryColumns, HistoryReader } from '../../ports/historian.ts';
import { empty } from './point-reader.ts';

export type FigureHistory = Pick<HistoryReader, 'query' | 'increments' | 'corrections'>;

/** Columns of a day in which an extreme is looked for: five minutes each. */
const DAY_COLUMNS = 288;

/** A share that is all of it, but for rounding. */
const WHOLE = 0.999;

const valued = (value: number): AutoValue => ({ ...empty(null), value });

/** The rise of counters between two moments, by the rules of energy: roll-over and exchange do not make it negative. */
export async function riseOf(
  history: FigureHistory,
  tags: readonly string[],
  fromMs: number,
  toMs: number,
): Promise<AutoValue> {
  const rises = await history.increments(tags, [fromMs, toMs]);
  if (rises.length === 0 || rises.every(({ known }) => known === 0)) return empty('no-data');
  const isSure = rises.every(({ known, quality }) => known > WHOLE && quality === 'measured');
  const rise = { ...valued(rises.reduce((sum, { increment }) => sum + increment, 0)), uncertain: !isSure };
  const exchanges = await history.corrections(tags, fromMs, toMs);
  const exchange = exchanges.find(({ kind }) => kind === 'replacement');
  return exchange ? { ...rise, exchange: { final: exchange.before, start: exchange.after } } : rise;
}

/** A figure of the whole day. */
export async function figureOf(
  history: FigureHistory,
  kind: FigureKind,
  tags: readonly string[],
  { startAt, endAt }: Pick<LogSheet, 'startAt' | 'endAt'>,
): Promise<AutoValue> {
  if (kind === 'delta') return riseOf(history, tags, startAt, endAt);
  const [tag] = tags;
  if (tag === undefined) return empty('no-data');
  return extremeOf(await history.query(tag, startAt, endAt, kind === 'mean' ? 1 : DAY_COLUMNS), kind);
}

/** Peak, valley or mean of the columns of a course; empty where nothing of it is known. */
export function extremeOf(
  { time, min, max, mean, good }: HistoryColumns,
  kind: Exclude<FigureKind, 'delta'>,
): AutoValue {
  const isPeak = kind === 'peak' || kind === 'peakTime';
  const course = kind === 'mean' ? mean : isPeak ? max : min;
  let best = -1;
  for (let i = 0; i < time.length; i++) {
    const value = course[i]!;
    if (!(good[i]! > 0) || !Number.isFinite(value)) continue;
    if (best < 0 || (isPeak ? value > course[best]! : value < course[best]!)) best = i;
  }
  if (best < 0) return empty('no-data');
  return valued(kind === 'peakTime' || kind === 'valleyTime' ? time[best]! : course[best]!);
}

/** When a register was last known before a row: in this sheet, or in that of the day before. */
export function lastKnown(
  key: string,
  row: SheetRow,
  rows: readonly SheetRow[],
  before: readonly SheetRow[],
): number | undefined {
  const slots = [...before, ...rows].filter(({ kind, at }) => kind === 'slot' && at < row.at);
  return slots.findLast(({ cells }) => typeof cellValue(cellOf({ cells }, key)) === 'number')?.at;
}
