import { PlantroomError } from '../../gateway/domain/errors.ts';
import { isBad } from '../../gateway/domain/quality.ts';
import type { HistoryColumns, HistoryReader, HistorySamples } from '../../gateway/ports/historian.ts';

export interface MemorySample {
  readonly time: number;
  readonly value: number;
  readonly quality: number;
}

/** A reader over samples in memory, in order of time; `largestPage` makes pages small, `fails` makes it unable to answer. */
export class MemoryHistory implements Pick<HistoryReader, 'samples' | 'query'> {
  fails = false;
  /** Pages that were asked for. */
  asked = 0;
  private readonly samplesByTag: ReadonlyMap<string, readonly MemorySample[]>;
  private readonly largestPage: number;

  constructor(samplesByTag: ReadonlyMap<string, readonly MemorySample[]>, largestPage = 1_000_000) {
    this.samplesByTag = samplesByTag;
    this.largestPage = largestPage;
  }

  async samples(tag: string, fromMs: number, toMs: number, most: number): Promise<HistorySamples> {
    this.asked++;
    if (this.fails) throw new PlantroomError('HISTORY_UNAVAILABLE');
    const found = this.within(tag, fromMs, toMs);
    const page = found.slice(0, Math.min(most, this.largestPage));
    return {
      tag,
      time: Float64Array.from(page, ({ time }) => time),
      value: Float64Array.from(page, ({ value }) => value),
      quality: Uint8Array.from(page, ({ quality }) => quality),
      nextMs: page.length < found.length ? page.at(-1)!.time + 1 : null,
    };
  }

  /** The samples themselves; no value ever ends by itself. */
  async query(tag: string, fromMs: number, toMs: number): Promise<HistoryColumns> {
    const found = this.within(tag, 0, toMs);
    const from = Math.max(
      0,
      found.findLastIndex(({ time }) => time <= fromMs),
    );
    const shown = found.slice(from);
    const values = (): Float64Array =>
      Float64Array.from(shown, ({ value, quality }) => (isBad(quality) ? Number.NaN : value));
    return {
      ...{ tag, fromMs, toMs, columnMs: 0, time: Float64Array.from(shown, ({ time }) => time) },
      ...{ min: values(), max: values(), mean: values(), last: values() },
      good: Float32Array.from(shown, ({ quality }) => (isBad(quality) ? 0 : 1)),
    };
  }

  private within(tag: string, fromMs: number, toMs: number): readonly MemorySample[] {
    return (this.samplesByTag.get(tag) ?? []).filter(({ time }) => time >= fromMs && time < toMs);
  }
}
