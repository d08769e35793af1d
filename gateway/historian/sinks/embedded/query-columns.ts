import type { HistoryColumns } from '../../../ports/historian.ts';
import type { TimeSlice } from '../../time-slice.ts';
import type { ColumnQuestion } from './column-question.ts';
import { chooseColumnMs, chooseLevel } from './column-width.ts';
import type { DayReader } from './day-reader.ts';
import { foldDays } from './fold-days.ts';
import type { HistoryStore } from './history-store.ts';
import { dayOf } from './levels.ts';
import { rawColumns } from './raw-columns.ts';
import { buildRollup, emptyRollup, type Rollup } from './rollup.ts';

const WIDEST = 10_000;

/**
 * Answers one question from blocks, rollups and open data together. What turns out to be damaged is set aside on the
 * way, so the question is then put once more: what is left (rollups for samples, samples for rollups) may well answer it.
 */
export async function queryColumns(
  store: HistoryStore,
  newReader: () => DayReader,
  question: ColumnQuestion,
  slice: TimeSlice,
): Promise<HistoryColumns> {
  for (;;) {
    const damaged = store.damage.count;
    const columns = await answer(store, newReader(), question, slice);
    if (store.damage.count === damaged) return columns;
  }
}

async function answer(
  store: HistoryStore,
  reader: DayReader,
  question: ColumnQuestion,
  slice: TimeSlice,
): Promise<HistoryColumns> {
  const { fromMs, toMs, point, knownUntilMs, holdMs } = question;
  const width = Math.min(WIDEST, Math.max(1, Math.floor(question.width)));
  if (!(toMs > fromMs)) return rawColumns(question, reader.range(fromMs, fromMs));
  const days = reader.overview(dayOf(fromMs), dayOf(toMs - 1));
  const hasAllRaw = store.rollups.days(point, dayOf(fromMs), dayOf(toMs - 1)).every((day) => days.has(day));
  const count = [...days.values()].reduce((sum, day) => sum + day.count, 0);
  if (hasAllRaw && count <= width) return rawColumns(question, reader.range(fromMs, toMs));

  const columnMs = chooseColumnMs(toMs - fromMs, width);
  const startMs = Math.floor(fromMs / columnMs) * columnMs;
  const length = Math.ceil((toMs - startMs) / columnMs);
  const level = chooseLevel(columnMs);
  if (level === 'raw' && hasAllRaw) {
    const series = reader.range(startMs, startMs + length * columnMs);
    return columnsOf(question, buildRollup(series, startMs, columnMs, length, knownUntilMs, holdMs));
  }
  const target = emptyRollup(startMs, columnMs, length);
  await foldDays(store, reader, question, level, target, slice);
  return columnsOf(question, target);
}

function columnsOf({ tag, fromMs, toMs }: ColumnQuestion, rollup: Rollup): HistoryColumns {
  const { startMs, bucketMs, length, goodMs, min, max, mean, last } = rollup;
  const time = Float64Array.from({ length }, (_, i) => startMs + i * bucketMs);
  const good = Float32Array.from(goodMs, (ms) => Math.min(1, ms / bucketMs));
  return { tag, fromMs, toMs, columnMs: bucketMs, time, min, max, mean, last, good };
}
