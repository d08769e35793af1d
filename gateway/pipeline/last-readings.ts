import { BatchBuilder, type SampleBatch } from '../domain/sample.ts';
import type { RawReading, RawReadings } from '../ports/raw-readings.ts';

const NOTHING = 255;

/** The last raw reading of every point. */
export class LastReadings implements RawReadings {
  private value = new Float64Array(0);
  private quality = new Uint8Array(0);
  private sourceTime = new Float64Array(0);

  /** Room for this many points; what was known of a point goes with it to its new index, all else is forgotten. */
  resize(size: number, moves: ReadonlyMap<number, number>): void {
    const { value, quality, sourceTime } = this;
    this.value = new Float64Array(size);
    this.quality = new Uint8Array(size).fill(NOTHING);
    this.sourceTime = new Float64Array(size);
    for (const [from, to] of moves) {
      if (from >= quality.length) continue;
      this.value[to] = value[from]!;
      this.quality[to] = quality[from]!;
      this.sourceTime[to] = sourceTime[from]!;
    }
  }

  take(batch: SampleBatch): void {
    for (let i = 0; i < batch.length; i++) {
      const point = batch.point[i]!;
      this.value[point] = batch.value[i]!;
      this.quality[point] = batch.quality[i]!;
      this.sourceTime[point] = batch.sourceTime[i]!;
    }
  }

  of(point: number): RawReading | undefined {
    const quality = this.quality[point];
    if (quality === undefined || quality === NOTHING) return undefined;
    return { value: this.value[point]!, quality, sourceTime: this.sourceTime[point]! };
  }

  /** One entry for every point that has been read. */
  all(): SampleBatch {
    const batch = new BatchBuilder();
    this.quality.forEach((quality, point) => {
      if (quality !== NOTHING) batch.add(point, this.value[point]!, quality, this.sourceTime[point]!);
    });
    return batch;
  }
}
