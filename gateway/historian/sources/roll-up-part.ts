import { buildRollup, emptyRollup, foldInto, type Rollup } from '../sinks/embedded/rollup.ts';
import type { SourceBucket } from './source.ts';
import type { SourcePart } from './source-part.ts';

export interface ColumnFrame {
  readonly startMs: number;
  readonly columnMs: number;
  readonly length: number;
  /** Where the next sample stands that is known otherwise: the last value of the part does not hold beyond it. */
  readonly untilMs: number;
  readonly holdMs: number;
}

/** Time of the first value of a part; undefined when it has none. */
export function beginningOf(part: SourcePart): number | undefined {
  if (part.kind === 'buckets') return part.buckets[0]?.startMs;
  return part.series.length > 0 ? part.series.time[0] : undefined;
}

/** A part in columns. Of samples it is exactly what the embedded historian would make of them. */
export function rollUpPart(part: SourcePart, frame: ColumnFrame): Rollup {
  const { startMs, columnMs, length, untilMs, holdMs } = frame;
  if (part.kind === 'samples') return buildRollup(part.series, startMs, columnMs, length, untilMs, holdMs);
  const target = emptyRollup(startMs, columnMs, length);
  if (part.buckets.length > 0 && length > 0) foldInto(target, layOut(part.buckets, part.bucketMs, frame));
  return target;
}

/**
 * Buckets in one row. A bucket with samples counts as covered to its end; then its last value holds as any value does, into
 * the buckets after it and into the beginning of the next one with samples, so that what held there is in its range.
 */
function layOut(buckets: readonly SourceBucket[], bucketMs: number, { untilMs, holdMs }: ColumnFrame): Rollup {
  const startMs = buckets[0]!.startMs;
  const holdBuckets = Math.ceil(holdMs / bucketMs);
  const row = emptyRollup(startMs, bucketMs, (buckets.at(-1)!.startMs - startMs) / bucketMs + 1 + holdBuckets);
  let before: SourceBucket | undefined;
  for (const bucket of buckets) {
    if (before) hold(row, before, holdMs, bucket.startMs);
    put(row, bucket, before && bucket.startMs - before.startMs - bucketMs < holdMs ? before.last : bucket.first);
    before = bucket;
  }
  hold(row, before!, holdMs, untilMs);
  cutAt(row, untilMs);
  return row;
}

function put(row: Rollup, bucket: SourceBucket, held: number): void {
  const i = (bucket.startMs - row.startMs) / row.bucketMs;
  row.count[i] = bucket.count;
  row.goodMs[i] = row.bucketMs;
  row.mean[i] = bucket.mean;
  row.min[i] = Math.min(bucket.min, held);
  row.max[i] = Math.max(bucket.max, held);
  row.first[i] = held;
  row.last[i] = bucket.last;
}

/** The last value of a bucket in the empty ones after it. */
function hold(row: Rollup, { startMs, last }: SourceBucket, holdMs: number, nextMs: number): void {
  const { bucketMs } = row;
  const until = Math.min(startMs + bucketMs + holdMs, nextMs);
  for (let at = startMs + bucketMs; at < until; at += bucketMs) {
    const i = (at - row.startMs) / bucketMs;
    row.goodMs[i] = Math.min(bucketMs, until - at);
    for (const column of [row.mean, row.min, row.max, row.first, row.last]) column[i] = last;
  }
}

/** Nothing is claimed from there on. */
function cutAt(row: Rollup, untilMs: number): void {
  for (let i = row.length - 1; i >= 0; i--) {
    const room = untilMs - (row.startMs + i * row.bucketMs);
    if (room >= row.bucketMs) return;
    row.goodMs[i] = Math.min(row.goodMs[i]!, Math.max(0, room));
  }
}
