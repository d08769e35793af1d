import type { CounterIncrement } from '../../../ports/historian.ts';
import { readIncrements } from '../../counters/counter-reader.ts';
import { openCounter } from '../../counters/open-counter.ts';
import type { TimeSlice } from '../../time-slice.ts';
import type { HistoryAccess } from './history-access.ts';

/** Increments of every counter for the buckets between the edges, counter by counter. */
export async function incrementsOf(
  tags: readonly string[],
  edgesMs: readonly number[],
  { store, readerOf, pointOf, find }: HistoryAccess,
  slice: TimeSlice,
): Promise<CounterIncrement[]> {
  const out: CounterIncrement[] = [];
  for (const tag of tags) {
    const point = pointOf(tag);
    const { chain } = openCounter({ store, readerOf, find, slice }, point);
    const buckets = await readIncrements(chain, edgesMs);
    for (const [b, bucket] of buckets.entries()) {
      out.push({ point: point.index, bucketStartMs: edgesMs[b]!, ...bucket });
    }
  }
  return out;
}
