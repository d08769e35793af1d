import { HOLD_MS } from '../../limits.ts';
import { isUsable, positionOf, type Series } from '../../series.ts';

/**
 * What happened in each of a row of equally long buckets. A value holds until the next sample, at most HOLD_MS,
 * so a bucket without a sample of its own still has a mean. Buckets with goodMs = 0 have NaN everywhere else.
 */
export interface Rollup {
  readonly startMs: number;
  readonly bucketMs: number;
  readonly length: number;
  /** Samples of any quality whose time lies in the bucket. */
  readonly count: Float64Array;
  /** Time covered by usable values, ms. */
  readonly goodMs: Float64Array;
  /** Time-weighted over the covered part. */
  readonly mean: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly first: Float64Array;
  readonly last: Float64Array;
}

const blank = (length: number): Float64Array => new Float64Array(length).fill(Number.NaN);

export function emptyRollup(startMs: number, bucketMs: number, length: number): Rollup {
  return {
    startMs,
    bucketMs,
    length,
    count: new Float64Array(length),
    goodMs: new Float64Array(length),
    mean: blank(length),
    min: blank(length),
    max: blank(length),
    first: blank(length),
    last: blank(length),
  };
}

/** Value `value` held for `ms` in bucket `i`; calls come in order of time. */
function cover(rollup: Rollup, i: number, ms: number, value: number): void {
  const { goodMs, mean, min, max } = rollup;
  const before = goodMs[i]!;
  if (before === 0) {
    mean[i] = value;
    min[i] = value;
    max[i] = value;
    rollup.first[i] = value;
  } else {
    mean[i] = mean[i]! + (value - mean[i]!) * (ms / (before + ms));
    if (value < min[i]!) min[i] = value;
    if (value > max[i]!) max[i] = value;
  }
  rollup.last[i] = value;
  goodMs[i] = before + ms;
}

function hold(rollup: Rollup, value: number, fromMs: number, toMs: number): void {
  const { startMs, bucketMs } = rollup;
  for (let at = fromMs; at < toMs; ) {
    const i = Math.floor((at - startMs) / bucketMs);
    const end = Math.min(toMs, startMs + (i + 1) * bucketMs);
    cover(rollup, i, end - at, value);
    at = end;
  }
}

/**
 * Rolls up the samples of [startMs, startMs + length × bucketMs). Samples of the last `holdMs` before it belong into
 * `series` too: they still hold. Nothing is claimed beyond `knownUntilMs`, the end of what can have been heard.
 */
export function buildRollup(
  series: Series,
  startMs: number,
  bucketMs: number,
  length: number,
  knownUntilMs: number,
  holdMs = HOLD_MS,
): Rollup {
  const rollup = emptyRollup(startMs, bucketMs, length);
  const endMs = startMs + length * bucketMs;
  for (let i = positionOf(series, startMs - holdMs); i < series.length; i++) {
    const time = series.time[i]!;
    if (time >= endMs) break;
    if (time >= startMs) {
      const bucket = Math.floor((time - startMs) / bucketMs);
      rollup.count[bucket] = rollup.count[bucket]! + 1;
    }
    if (!isUsable(series, i)) continue;
    const next = i + 1 < series.length ? series.time[i + 1]! : Math.max(knownUntilMs, time + 1);
    hold(rollup, series.value[i]!, Math.max(time, startMs), Math.min(next, time + holdMs, endMs));
  }
  return rollup;
}

/**
 * Folds the buckets of `source` into the longer or differently placed ones of `target`. A source bucket that spans
 * several target buckets gives each of them its range and its share of the time.
 */
export function foldInto(target: Rollup, source: Rollup): void {
  for (let i = 0; i < source.length; i++) {
    const start = source.startMs + i * source.bucketMs;
    if (source.count[i] === 0 && source.goodMs[i] === 0) continue;
    foldBucket(target, source, i, start, start + source.bucketMs);
  }
}

function foldBucket(target: Rollup, source: Rollup, i: number, start: number, end: number): void {
  const firstTarget = Math.max(0, Math.floor((start - target.startMs) / target.bucketMs));
  const lastTarget = Math.min(target.length - 1, Math.ceil((end - target.startMs) / target.bucketMs) - 1);
  for (let t = firstTarget; t <= lastTarget; t++) {
    const from = Math.max(start, target.startMs + t * target.bucketMs);
    const to = Math.min(end, target.startMs + (t + 1) * target.bucketMs);
    const share = (to - from) / source.bucketMs;
    target.count[t] = target.count[t]! + (share === 1 ? source.count[i]! : source.count[i]! * share);
    if (source.goodMs[i] !== 0) coverPart(target, t, source, i, source.goodMs[i]! * share);
  }
}

/** `ms` of source bucket `i` belong into target bucket `t`; calls come in order of time. */
function coverPart(target: Rollup, t: number, source: Rollup, i: number, ms: number): void {
  const before = target.goodMs[t]!;
  if (before === 0) {
    target.mean[t] = source.mean[i]!;
    target.min[t] = source.min[i]!;
    target.max[t] = source.max[i]!;
    target.first[t] = source.first[i]!;
  } else {
    target.mean[t] = target.mean[t]! + (source.mean[i]! - target.mean[t]!) * (ms / (before + ms));
    target.min[t] = Math.min(target.min[t]!, source.min[i]!);
    target.max[t] = Math.max(target.max[t]!, source.max[i]!);
  }
  target.last[t] = source.last[i]!;
  target.goodMs[t] = before + ms;
}

/** Buckets `factor` times as long; `source.length` is a multiple of it. */
export function coarsen(source: Rollup, factor: number): Rollup {
  const target = emptyRollup(source.startMs, source.bucketMs * factor, source.length / factor);
  foldInto(target, source);
  return target;
}
