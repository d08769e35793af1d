import { isBad, QUALITY } from '../domain/quality.ts';
import type { SampleBatch } from '../domain/sample.ts';
import type { LatestValues } from '../ports/latest-values.ts';
import { LatestTexts } from './latest-texts.ts';

/** Newest sample per point: what arrived last wins, so that a device whose clock steps back is not frozen on the screen. */
export class Latest implements LatestValues {
  readonly size: number;
  readonly value: Float64Array;
  readonly quality: Uint8Array;
  readonly sourceTime: Float64Array;
  private readonly texts: LatestTexts;
  private readonly listeners = new Set<(batch: SampleBatch) => void>();

  /** `texts` may be shared with the version of the site before and after. */
  constructor(size: number, texts: LatestTexts = new LatestTexts()) {
    this.size = size;
    this.texts = texts;
    this.value = new Float64Array(size).fill(Number.NaN);
    this.quality = new Uint8Array(size).fill(QUALITY['bad-waiting']);
    this.sourceTime = new Float64Array(size);
  }

  take(batch: SampleBatch): void {
    for (let i = 0; i < batch.length; i++) {
      const point = batch.point[i]!;
      this.value[point] = batch.value[i]!;
      this.quality[point] = batch.quality[i]!;
      this.sourceTime[point] = batch.sourceTime[i]!;
    }
    for (const listener of this.listeners) listener(batch);
  }

  text(point: number): string | null {
    return isBad(this.quality[point] ?? QUALITY['bad-waiting']) ? null : this.texts.of(point);
  }

  onBatch(listener: (batch: SampleBatch) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}
