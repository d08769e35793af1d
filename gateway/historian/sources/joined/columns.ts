import type { HistoryColumns } from '../../../ports/historian.ts';
import { type Series, SeriesBuilder } from '../../series.ts';
import type { Rollup } from '../../sinks/embedded/rollup.ts';

const GOOD = 0;
/** Any quality that says that there is no value. */
const BAD = 128;

/** Raw columns as samples; where they say that a value ended, a bad sample says the same. */
export function seriesOf({ time, last, good }: HistoryColumns): Series {
  const builder = new SeriesBuilder(time.length);
  for (let i = 0; i < time.length; i++) builder.add(time[i]!, last[i]!, good[i]! > 0 ? GOOD : BAD);
  return builder.toSeries();
}

/** A rollup as columns of the same width. */
export function columnsOf(
  rollup: Rollup,
  { tag, fromMs, toMs }: Pick<HistoryColumns, 'tag' | 'fromMs' | 'toMs'>,
): HistoryColumns {
  const { startMs, bucketMs, length, goodMs, min, max, mean, last } = rollup;
  const time = Float64Array.from({ length }, (_, i) => startMs + i * bucketMs);
  const good = Float32Array.from(goodMs, (ms) => Math.min(1, ms / bucketMs));
  return { tag, fromMs, toMs, columnMs: bucketMs, time, min, max, mean, last, good };
}

/** Raw columns behind one another; `older` ends before `newer` begins. */
export function concatColumns(older: HistoryColumns, newer: HistoryColumns): HistoryColumns {
  const both = (pick: (columns: HistoryColumns) => Float64Array): Float64Array =>
    Float64Array.from([...pick(older), ...pick(newer)]);
  return {
    ...newer,
    time: both((columns) => columns.time),
    min: both((columns) => columns.min),
    max: both((columns) => columns.max),
    mean: both((columns) => columns.mean),
    last: both((columns) => columns.last),
    good: Float32Array.from([...older.good, ...newer.good]),
  };
}
