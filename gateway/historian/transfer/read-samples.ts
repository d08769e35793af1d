import type { HistorySamples } from '../../ports/historian.ts';
import { type Series, sliceSeries } from '../series.ts';
import type { DayReader } from '../sinks/embedded/day-reader.ts';
import { dayOf } from '../sinks/embedded/levels.ts';
import type { TimeSlice } from '../time-slice.ts';
import { PAGE_SAMPLES } from './limits.ts';

export interface SamplesQuestion {
  readonly tag: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly most: number;
}

/** Raw samples day by day until the page is full. Times are whole ms, so the next page begins 1 ms after the last sample. */
export async function readSamples(
  reader: DayReader,
  { tag, fromMs, toMs, most }: SamplesQuestion,
  slice: TimeSlice,
): Promise<HistorySamples> {
  const page = new Page(Math.max(1, Math.min(PAGE_SAMPLES, Math.floor(most))));
  const days = toMs > fromMs ? reader.days(dayOf(fromMs), dayOf(toMs - 1)) : [];
  for (const day of days) {
    if (!page.take(sliceSeries(reader.day(day), fromMs, toMs))) return page.toSamples(tag, page.lastTime + 1);
    await slice.pause();
  }
  return page.toSamples(tag, null);
}

class Page {
  private length = 0;
  private readonly time: Float64Array;
  private readonly value: Float64Array;
  private readonly quality: Uint8Array;

  constructor(size: number) {
    this.time = new Float64Array(size);
    this.value = new Float64Array(size);
    this.quality = new Uint8Array(size);
  }

  get lastTime(): number {
    return this.time[this.length - 1]!;
  }

  /** False when something of the series found no room. */
  take(series: Series): boolean {
    const n = Math.min(series.length, this.time.length - this.length);
    this.time.set(series.time.subarray(0, n), this.length);
    this.value.set(series.value.subarray(0, n), this.length);
    this.quality.set(series.quality.subarray(0, n), this.length);
    this.length += n;
    return n === series.length;
  }

  toSamples(tag: string, nextMs: number | null): HistorySamples {
    const { length, time, value, quality } = this;
    return {
      tag,
      time: time.slice(0, length),
      value: value.slice(0, length),
      quality: quality.slice(0, length),
      nextMs,
    };
  }
}
