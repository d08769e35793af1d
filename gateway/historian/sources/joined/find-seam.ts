import type { Series } from '../../series.ts';
import { chooseLevel } from '../../sinks/embedded/column-width.ts';
import type { DayReader } from '../../sinks/embedded/day-reader.ts';
import type { HistoryStore } from '../../sinks/embedded/history-store.ts';
import { dayOf, LEVELS, type Level } from '../../sinks/embedded/levels.ts';
import type { Rollup } from '../../sinks/embedded/rollup.ts';

export interface SeamQuestion {
  readonly point: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** 0 for raw samples. */
  readonly columnMs: number;
}

/**
 * From when on the local history is all there is, as finely as the columns need it: before that moment a source is to be
 * asked. −∞ when local data covers the whole range, +∞ when it begins only after it. Gaps between local data are real gaps.
 */
export function findSeam(store: HistoryStore, reader: DayReader, question: SeamQuestion): number {
  const { point, fromMs, toMs, columnMs } = question;
  const level = columnMs === 0 ? 'raw' : chooseLevel(columnMs);
  const [firstDay, lastDay] = [dayOf(fromMs), dayOf(toMs - 1)];
  const fine = new Set(reader.days(firstDay, lastDay));
  for (const finer of levelsUpTo(level)) {
    for (const day of store.rollups.days(point, firstDay, lastDay, finer)) fine.add(day);
  }
  const coarse = store.rollups.days(point, firstDay, lastDay).filter((day) => !fine.has(day));
  const lastCoarse = coarse.at(-1);
  if (lastCoarse === undefined && hasDataBefore(store, reader, point, firstDay)) return Number.NEGATIVE_INFINITY;
  const days = [...fine].filter((day) => lastCoarse === undefined || day > lastCoarse);
  if (days.length === 0) return Number.POSITIVE_INFINITY;
  return firstMoment(store, reader, point, level, Math.min(...days));
}

const levelsUpTo = (level: Level | 'raw'): Level[] => (level === 'raw' ? [] : LEVELS.filter((one) => one <= level));

function hasDataBefore(store: HistoryStore, reader: DayReader, point: number, day: number): boolean {
  if (store.blocks.neighbour(point, day, -1) !== undefined) return true;
  return reader.openDays().some((open) => open < day) || store.rollups.days(point, 0, day - 1).length > 0;
}

/** When the local data of a day begins: a rollup may begin with what the day before left, samples never do. */
function firstMoment(store: HistoryStore, reader: DayReader, point: number, level: Level | 'raw', day: number): number {
  const sample = firstTime(reader.day(day));
  const levels = levelsUpTo(level);
  const isFiled = level !== 'raw' && store.rollups.days(point, day, day, level).length > 0;
  if (Number.isFinite(sample) && !isFiled) return sample;
  for (const finest of levels) {
    for (const { rollup } of store.rollups.read(point, finest, day, day)) return Math.min(sample, coveredFrom(rollup));
  }
  return sample;
}

const firstTime = (series: Series): number => (series.length > 0 ? series.time[0]! : Number.POSITIVE_INFINITY);

/** A bucket that is covered in part is covered at its end, because a value holds from its time on. */
function coveredFrom({ startMs, bucketMs, length, count, goodMs }: Rollup): number {
  for (let i = 0; i < length; i++) {
    if (goodMs[i]! > 0) return startMs + (i + 1) * bucketMs - goodMs[i]!;
    if (count[i]! > 0) return startMs + i * bucketMs;
  }
  return Number.POSITIVE_INFINITY;
}
