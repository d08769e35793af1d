import { QUALITY } from '../../domain/quality.ts';
import { BatchBuilder, type SampleBatch } from '../../domain/sample.ts';
import { DAY_MS } from '../limits.ts';

/** Where the holes begin that missing samples leave: one bad sample per point. Bounded by the points. */
export class HoleMarks {
  private readonly beginOf = new Map<number, number>();

  /** These samples are going to be missing: the hole of a point begins at its first time among them. */
  add({ length, point, sourceTime }: SampleBatch): void {
    for (let i = 0; i < length; i++) {
      const known = this.beginOf.get(point[i]!);
      if (known === undefined || sourceTime[i]! < known) this.beginOf.set(point[i]!, sourceTime[i]!);
    }
  }

  /**
   * Samples of unknown points from `fromMs` on are missing, so what any point was then is not known. Right after the last
   * sample of each point, if that is later; points that were silent for a day before hold no value that long.
   */
  addUnknown(lastTimes: ReadonlyMap<number, number>, fromMs: number): void {
    for (const [point, last] of lastTimes)
      if (last > fromMs - DAY_MS) this.beginOf.set(point, Math.max(fromMs, last + 1));
  }

  /** One sample per point that says: from here on nothing is known, until there is a value again. */
  toBatch(): SampleBatch {
    const batch = new BatchBuilder(Math.max(1, this.beginOf.size));
    for (const [point, time] of this.beginOf) batch.add(point, Number.NaN, QUALITY['bad-waiting'], time);
    return batch;
  }
}
