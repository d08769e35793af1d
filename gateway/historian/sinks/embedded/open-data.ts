import type { SampleBatch } from '../../../domain/sample.ts';
import { EMPTY_SERIES, type Series, SeriesBuilder } from '../../series.ts';

/** Samples since the embedded cursor, by point. They are in the log as well, so losing them loses nothing. */
export class OpenData {
  /** Samples held. The owner keeps this below its limit. */
  count = 0;
  private readonly byPoint = new Map<number, SeriesBuilder>();

  add({ length, point, value, quality, sourceTime }: SampleBatch): void {
    for (let i = 0; i < length; i++) this.builder(point[i]!).add(sourceTime[i]!, value[i]!, quality[i]!);
    this.count += length;
  }

  /** Puts the samples of `later` behind those held here. */
  addAll(later: OpenData): void {
    for (const [point, builder] of later.byPoint) this.builder(point).addAll(builder.toSeries());
    this.count += later.count;
  }

  /** In order of time. Valid until the next `add`. */
  series(point: number): Series {
    return this.byPoint.get(point)?.toSeries() ?? EMPTY_SERIES;
  }

  points(): number[] {
    return [...this.byPoint.keys()].sort((a, b) => a - b);
  }

  private builder(point: number): SeriesBuilder {
    const known = this.byPoint.get(point);
    if (known) return known;
    const created = new SeriesBuilder();
    this.byPoint.set(point, created);
    return created;
  }
}
