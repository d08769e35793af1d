import { BatchBuilder, type SampleBatch } from '../../domain/sample.ts';
import { isUsable, positionOf } from '../series.ts';
import type { DayReader } from '../sinks/embedded/day-reader.ts';
import type { HistoryAccess } from '../sinks/embedded/history-access.ts';
import { dayOf } from '../sinks/embedded/levels.ts';
import type { TimeSlice } from '../time-slice.ts';
import { DAYS_LOOKED_BACK } from './limits.ts';
import type { PastSample } from './verdict.ts';

/** The newest usable sample of each point not after `atMs`; points without one are left out. `point` holds indexes. */
export async function readNewest(
  { points, atMs }: { readonly points: readonly number[]; readonly atMs: number },
  { readerOf }: HistoryAccess,
  idOfIndex: Uint32Array,
  slice: TimeSlice,
): Promise<SampleBatch> {
  const batch = new BatchBuilder(Math.max(1, points.length));
  for (const index of points) {
    const id = idOfIndex[index] ?? 0;
    const found = id === 0 ? undefined : await newestOf(readerOf(id), atMs, slice);
    if (found) batch.add(index, found.value, found.quality, found.time);
  }
  return batch;
}

async function newestOf(reader: DayReader, atMs: number, slice: TimeSlice): Promise<PastSample | undefined> {
  const days = reader.days(0, dayOf(atMs)).slice(-DAYS_LOOKED_BACK).reverse();
  for (const day of days) {
    const series = reader.day(day);
    for (let i = positionOf(series, atMs + 1) - 1; i >= 0; i--) {
      if (isUsable(series, i)) return { time: series.time[i]!, value: series.value[i]!, quality: series.quality[i]! };
    }
    await slice.pause();
  }
  return undefined;
}
