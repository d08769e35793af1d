import { DAY_MS } from '../../limits.ts';
import { mergeSeries } from '../../series.ts';
import type { TimeSlice } from '../../time-slice.ts';
import type { BlockDay } from './block-store.ts';
import type { ColumnQuestion } from './column-question.ts';
import type { DayReader } from './day-reader.ts';
import type { HistoryStore } from './history-store.ts';
import { dayOf, LEVELS, type Level } from './levels.ts';
import { buildRollup, foldInto, type Rollup } from './rollup.ts';

const MINUTE_MS = 60_000;

/** Fills the columns of `target` day by day: from rollups of `level` where they are up to date, else from the samples themselves. */
export async function foldDays(
  store: HistoryStore,
  reader: DayReader,
  question: ColumnQuestion,
  level: Level | 'raw',
  target: Rollup,
  slice: TimeSlice,
): Promise<void> {
  const { point, holdMs } = question;
  const [firstDay, lastDay] = [dayOf(target.startMs), dayOf(endOf(target) - 1)];
  const days = reader.overview(dayOf(target.startMs - holdMs), lastDay);
  const stale = staleDays(days, holdMs);
  const filed = new Map<number, Rollup>();
  for (const { day, rollup } of level === 'raw' ? [] : store.rollups.read(point, level, firstDay, lastDay)) {
    if (!stale.has(day)) filed.set(day, rollup);
    await slice.pause();
  }
  const rolledUp = new Set(store.rollups.days(point, firstDay, lastDay));
  const bucketMs = level === 'raw' ? target.bucketMs : level * MINUTE_MS;
  for (const day of daysToFill(days, rolledUp, holdMs)) {
    if (day < firstDay || day > lastDay) continue;
    const isOnlyRolledUp = rolledUp.has(day) && !days.has(day);
    const made = () => rollUpPart(reader, day, bucketMs, target, question);
    const rollup = filed.get(day) ?? (isOnlyRolledUp ? substitute(store, point, level, day) : made());
    if (rollup) foldInto(target, rollup);
    await slice.pause();
  }
}

const endOf = ({ startMs, bucketMs, length }: Rollup): number => startMs + bucketMs * length;

/** Days whose rollups do not show all their samples, and those after them into which such a sample may hold. */
function staleDays(days: ReadonlyMap<number, BlockDay>, holdMs: number): Set<number> {
  const stale = new Set<number>();
  for (const { day, isOpen, lastTime } of days.values()) {
    if (!isOpen) continue;
    for (let held = day; held <= dayOf(lastTime + holdMs); held++) stale.add(held);
  }
  return stale;
}

/** Every day about which something is known, and those into which a value of a day before holds, oldest first. */
function daysToFill(days: ReadonlyMap<number, BlockDay>, rolledUp: ReadonlySet<number>, holdMs: number): number[] {
  const all = new Set(rolledUp);
  for (const { day, lastTime } of days.values()) {
    for (let held = day; held <= dayOf(lastTime + holdMs); held++) all.add(held);
  }
  return [...all].sort((a, b) => a - b);
}

/** The part of a day that lies within the columns, from its samples. */
function rollUpPart(
  reader: DayReader,
  day: number,
  bucketMs: number,
  target: Rollup,
  { knownUntilMs, holdMs }: ColumnQuestion,
): Rollup {
  const from = Math.max(day * DAY_MS, Math.floor(target.startMs / bucketMs) * bucketMs);
  const to = Math.min((day + 1) * DAY_MS, endOf(target));
  const series = mergeSeries([reader.leadingInto(day), reader.day(day)]);
  return buildRollup(series, from, bucketMs, Math.ceil((to - from) / bucketMs), knownUntilMs, holdMs);
}

/** Not every level is kept for every day for ever: the nearest finer one, else the next coarser one stands in. */
function substitute(store: HistoryStore, point: number, level: Level | 'raw', day: number): Rollup | undefined {
  const wanted = level === 'raw' ? 0 : level;
  const finer = LEVELS.filter((candidate) => candidate < wanted).reverse();
  for (const candidate of [...finer, ...LEVELS.filter((other) => other > wanted)]) {
    for (const { rollup } of store.rollups.read(point, candidate, day, day)) return rollup;
  }
  return undefined;
}
