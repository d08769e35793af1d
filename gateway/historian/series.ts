import { isBad } from '../domain/quality.ts';

/** Samples of one point in order of time, each time once. A bad sample has the value NaN. */
export interface Series {
  readonly length: number;
  readonly time: Float64Array;
  readonly value: Float64Array;
  readonly quality: Uint8Array;
}

export const EMPTY_SERIES: Series = {
  length: 0,
  time: new Float64Array(0),
  value: new Float64Array(0),
  quality: new Uint8Array(0),
};

/** A growing series in order of arrival. */
export class SeriesBuilder {
  length = 0;
  private isOrdered = true;
  private time: Float64Array;
  private value: Float64Array;
  private quality: Uint8Array;

  constructor(capacity = 16) {
    this.time = new Float64Array(capacity);
    this.value = new Float64Array(capacity);
    this.quality = new Uint8Array(capacity);
  }

  add(time: number, value: number, quality: number): void {
    if (this.length === this.time.length) this.grow(Math.max(16, this.length * 2));
    if (this.length > 0 && time <= this.time[this.length - 1]!) this.isOrdered = false;
    this.time[this.length] = time;
    this.value[this.length] = value;
    this.quality[this.length++] = quality;
  }

  addAll(series: Series): void {
    for (let i = 0; i < series.length; i++) this.add(series.time[i]!, series.value[i]!, series.quality[i]!);
  }

  /** In order of time; of several samples of one moment the one that arrived last stays. A view, valid until the next `add`. */
  toSeries(): Series {
    if (!this.isOrdered) this.order();
    return viewOf(this.time, this.value, this.quality, 0, this.length);
  }

  private order(): void {
    const series = ordered(viewOf(this.time, this.value, this.quality, 0, this.length));
    this.length = series.length;
    this.time = series.time;
    this.value = series.value;
    this.quality = series.quality;
    this.isOrdered = true;
  }

  private grow(capacity: number): void {
    const time = new Float64Array(capacity);
    time.set(this.time);
    const value = new Float64Array(capacity);
    value.set(this.value);
    const quality = new Uint8Array(capacity);
    quality.set(this.quality);
    this.time = time;
    this.value = value;
    this.quality = quality;
  }
}

function viewOf(time: Float64Array, value: Float64Array, quality: Uint8Array, from: number, to: number): Series {
  return {
    length: to - from,
    time: time.subarray(from, to),
    value: value.subarray(from, to),
    quality: quality.subarray(from, to),
  };
}

function ordered({ length, time, value, quality }: Series): Series {
  const rank = Uint32Array.from({ length }, (_, i) => i).sort((a, b) => time[a]! - time[b]! || a - b);
  const out = { time: new Float64Array(length), value: new Float64Array(length), quality: new Uint8Array(length) };
  let n = 0;
  for (let r = 0; r < length; r++) {
    const i = rank[r]!;
    if (r + 1 < length && time[rank[r + 1]!] === time[i]) continue;
    out.time[n] = time[i]!;
    out.value[n] = value[i]!;
    out.quality[n++] = quality[i]!;
  }
  return viewOf(out.time, out.value, out.quality, 0, n);
}

/** First position whose time is not before `time`. */
export function positionOf(series: Series, time: number): number {
  let low = 0;
  let high = series.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (series.time[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The samples with from ≤ time < to; shares memory with its source. */
export function sliceSeries(series: Series, from: number, to: number): Series {
  const start = positionOf(series, from);
  return viewOf(series.time, series.value, series.quality, start, Math.max(start, positionOf(series, to)));
}

/** One series out of several; where two have the same time the later one in the list wins. */
export function mergeSeries(parts: readonly Series[]): Series {
  const filled = parts.filter((part) => part.length > 0);
  if (filled.length <= 1) return filled[0] ?? EMPTY_SERIES;
  if (filled.every((part, i) => i === 0 || part.time[0]! > filled[i - 1]!.time[filled[i - 1]!.length - 1]!)) {
    return chained(filled);
  }
  return filled.reduce(interleaved);
}

/** Parts that follow each other in time. */
function chained(parts: readonly Series[]): Series {
  const out = emptyOf(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.time.set(part.time, at);
    out.value.set(part.value, at);
    out.quality.set(part.quality, at);
    at += part.length;
  }
  return out;
}

/** Two series in order of time; of two samples of one moment the one of `b` stays. */
function interleaved(a: Series, b: Series): Series {
  const out = emptyOf(a.length + b.length);
  let n = 0;
  for (let i = 0, j = 0; i < a.length || j < b.length; n++) {
    const isOfB = j < b.length && (i >= a.length || b.time[j]! <= a.time[i]!);
    if (isOfB && a.time[i] === b.time[j]) i++;
    const from = isOfB ? b : a;
    const k = isOfB ? j++ : i++;
    out.time[n] = from.time[k]!;
    out.value[n] = from.value[k]!;
    out.quality[n] = from.quality[k]!;
  }
  return viewOf(out.time, out.value, out.quality, 0, n);
}

function emptyOf(length: number): Series {
  return { length, time: new Float64Array(length), value: new Float64Array(length), quality: new Uint8Array(length) };
}

/** The last sample alone, or an empty series. */
export function lastOf(series: Series): Series {
  return viewOf(series.time, series.value, series.quality, Math.max(0, series.length - 1), series.length);
}

/** Whether the sample at `i` carries a usable value. */
export const isUsable = (series: Series, i: number): boolean => !isBad(series.quality[i]!);
