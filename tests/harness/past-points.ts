import { PlantroomError } from '../../gateway/domain/errors.ts';
import { QUALITY } from '../../gateway/domain/quality.ts';
import { BatchBuilder, type SampleBatch } from '../../gateway/domain/sample.ts';
import type { HistoryReader, HistorySamples } from '../../gateway/ports/historian.ts';

interface Kept {
  readonly time: number;
  readonly value: number;
  readonly quality: number;
}

/** A past that a test writes point by point; answers what the historian would. */
export class PastPoints implements Pick<HistoryReader, 'samples' | 'newest'> {
  fails = false;
  private readonly points: readonly { readonly index: number; readonly tag: string }[];
  private readonly kept = new Map<number, Kept[]>();

  constructor(points: readonly { readonly index: number; readonly tag: string }[]) {
    this.points = points;
  }

  /** Values in order of time; NaN is a bad one. */
  write(tag: string, time: number, value: number): void {
    const point = this.points.find((one) => one.tag === tag)!;
    const quality = Number.isNaN(value) ? QUALITY['bad-timeout'] : QUALITY.good;
    const own = this.kept.get(point.index) ?? [];
    own.push({ time, value, quality });
    this.kept.set(point.index, own);
  }

  /** The same value again and again, as the historian keeps it at least every five minutes. */
  hold(tag: string, from: number, to: number, value: number): void {
    for (let time = from; time < to; time += 300_000) this.write(tag, time, value);
  }

  async samples(tag: string, fromMs: number, toMs: number, most: number): Promise<HistorySamples> {
    this.refuse();
    const { index } = this.points.find((one) => one.tag === tag)!;
    const found = (this.kept.get(index) ?? []).filter(({ time }) => time >= fromMs && time < toMs);
    const page = found.slice(0, most);
    return {
      tag,
      time: Float64Array.from(page, ({ time }) => time),
      value: Float64Array.from(page, ({ value }) => value),
      quality: Uint8Array.from(page, ({ quality }) => quality),
      nextMs: page.length < found.length ? page.at(-1)!.time + 1 : null,
    };
  }

  async newest(points: readonly number[], atMs: number): Promise<SampleBatch> {
    this.refuse();
    const batch = new BatchBuilder();
    for (const point of points) {
      const last = (this.kept.get(point) ?? []).findLast(({ time }) => time <= atMs);
      if (last) batch.add(point, last.value, last.quality, last.time);
    }
    return batch;
  }

  private refuse(): void {
    if (this.fails) throw new PlantroomError('HISTORY_UNAVAILABLE');
  }
}
