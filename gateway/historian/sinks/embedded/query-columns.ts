import type { HistoryColumns } from '../../../ports/historian.ts';
import { HOLD_MS } from '../../limits.ts';
import { isUsable, type Series } from '../../series.ts';
import type { TimeSlice } from '../../time-slice.ts';
import { chooseColumnMs, chooseLevel } from './column-width.ts';
import type { DayReader } from './day-reader.ts';
import { rollUpDay } from './day-rollups.ts';
import { dayOf, type HistoryStore, LEVELS, type Level } from './history-store.ts';
import { buildRollup, emptyRollup, foldInto, type Rollup } from './rollup.ts';

const WIDEST = 10_000;

export interface ColumnQuestion {
  readonly tag: string;
  readonly point: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** Columns wanted at most. */
  readonly width: number;
  /** End of what can have been heard; the last value does not hold beyond it. */
  readonly knownUntilMs: number;
}

/** Answers one question from blocks, rollups and open data together. */
export async function queryColumns(
  store: HistoryStore,
  reader: DayReader,
  question: ColumnQuestion,
  slice: TimeSlice,
): Promise<HistoryColumns> {
  const { fromMs, toMs } = question;
  const width = Math.min(WIDEST, Math.max(1, Math.floor(question.width)));
  if (!(toMs > fromMs)) return rawColumns(question, reader.range(fromMs, fromMs));
  const columnMs = chooseColumnMs(toMs - fromMs, width);
  const few = reader.countAtMost(fromMs, toMs) <= width && hasAllRaw(store, question);
  if (few) return rawColumns(question, reader.range(fromMs, toMs));

  const startMs = Math.floor(fromMs / columnMs) * columnMs;
  const length = Math.ceil((toMs - startMs) / columnMs);
  const level = chooseLevel(columnMs);
  if (level === 'raw') {
    const series = reader.range(startMs, startMs + length * columnMs);
    const rollup = buildRollup(series, startMs, columnMs, length, question.knownUntilMs);
    if (rollup.goodMs.some((ms) => ms > 0) || hasAllRaw(store, question)) return columnsOf(question, rollup);
  }
  const target = emptyRollup(startMs, columnMs, length);
  await foldDays(store, reader, question, level === 'raw' ? 1 : level, target, slice);
  return columnsOf(question, target);
}

/** False when part of the range is so old that only rollups of it are left. */
function hasAllRaw(store: HistoryStore, { point, fromMs, toMs }: ColumnQuestion): boolean {
  const days = new Set(store.rawDays(point, dayOf(fromMs), dayOf(toMs)));
  return store.rollupDays(point, dayOf(fromMs), dayOf(toMs)).every((day) => days.has(day));
}

async function foldDays(
  store: HistoryStore,
  reader: DayReader,
  question: ColumnQuestion,
  level: Level,
  target: Rollup,
  slice: TimeSlice,
): Promise<void> {
  const [firstDay, lastDay] = [dayOf(target.startMs), dayOf(target.startMs + target.length * target.bucketMs - 1)];
  const rollups = new Map<number, Rollup>();
  for (const { day, rollup } of store.rollups(question.point, level, firstDay, lastDay)) {
    rollups.set(day, rollup);
    await slice.pause();
  }
  const closed = new Set(store.rollupDays(question.point, firstDay, lastDay));
  const rawDays = reader.days(firstDay, lastDay);
  for (const day of rawDays) {
    if (rollups.has(day) && !reader.hasOpen(day)) continue;
    rollups.set(day, rollUpDay(day, reader.leadingInto(day), reader.day(day), question.knownUntilMs).get(level)!);
    await slice.pause();
  }
  for (const day of closed) {
    const coarser = rollups.has(day) ? undefined : coarserDay(store, question.point, level, day);
    if (coarser) rollups.set(day, coarser);
  }
  for (const day of daysHeldOver(rawDays, rollups, lastDay)) {
    rollups.set(day, rollUpDay(day, reader.leadingInto(day), reader.day(day), question.knownUntilMs).get(level)!);
  }
  for (const day of [...rollups.keys()].sort((a, b) => a - b)) foldInto(target, rollups.get(day)!);
}

/** Days without samples of their own into which the last value of the day before still holds. */
function daysHeldOver(rawDays: readonly number[], rollups: ReadonlyMap<number, Rollup>, lastDay: number): number[] {
  return rawDays.map((day) => day + 1).filter((day) => day <= lastDay && !rollups.has(day));
}

/** Minute rows are not kept for every day for ever; the next level that is there stands in. */
function coarserDay(store: HistoryStore, point: number, level: Level, day: number): Rollup | undefined {
  for (const coarser of LEVELS) {
    if (coarser <= level) continue;
    for (const { rollup } of store.rollups(point, coarser, day, day)) return rollup;
  }
  return undefined;
}

function columnsOf({ tag, fromMs, toMs }: ColumnQuestion, rollup: Rollup): HistoryColumns {
  const { startMs, bucketMs, length, goodMs, min, max, mean, last } = rollup;
  const time = Float64Array.from({ length }, (_, i) => startMs + i * bucketMs);
  const good = Float32Array.from(goodMs, (ms) => Math.min(1, ms / bucketMs));
  return { tag, fromMs, toMs, columnMs: bucketMs, time, min, max, mean, last, good };
}

/**
 * The samples themselves. The first may lie before the range: it is the value that held when the range began.
 * Where a value stopped holding without a successor, a column with good = 0 marks the beginning of the gap.
 */
function rawColumns({ tag, fromMs, toMs, knownUntilMs }: ColumnQuestion, series: Series): HistoryColumns {
  const time: number[] = [];
  const value: number[] = [];
  for (let i = 0; i < series.length; i++) {
    time.push(series.time[i]!);
    value.push(isUsable(series, i) ? series.value[i]! : Number.NaN);
    const heldUntil = series.time[i]! + HOLD_MS;
    const next = i + 1 < series.length ? series.time[i + 1]! : Math.min(toMs, knownUntilMs);
    if (!isUsable(series, i) || next <= heldUntil) continue;
    time.push(heldUntil);
    value.push(Number.NaN);
  }
  const values = Float64Array.from(value);
  const good = Float32Array.from(value, (v) => (Number.isNaN(v) ? 0 : 1));
  const same = (): Float64Array => values.slice();
  return {
    tag,
    fromMs,
    toMs,
    columnMs: 0,
    time: Float64Array.from(time),
    min: same(),
    max: same(),
    mean: same(),
    last: same(),
    good,
  };
}
