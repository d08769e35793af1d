import { isBad, QUALITY } from '../domain/quality.ts';
import type { SampleBatch } from '../domain/sample.ts';
import type { HistorianMetrics } from './historian-metrics.ts';
import { ReportFilter } from './report-filter.ts';
import type { HistorianPoint } from './settings.ts';
import { Staging } from './staging.ts';

/** Times beyond this do not fit the files: the year 10000. */
const LATEST_TIME = 253_402_300_800_000;

/** The way in, on the main thread: what is worth keeping is staged, everything else costs a few comparisons. */
export class Intake {
  /** Samples worth keeping that found no room. */
  droppedSamples = 0;
  readonly staging: Staging;
  readonly filter: ReportFilter;
  private readonly metrics: HistorianMetrics;
  private readonly makeRoom: () => void;

  /** `makeRoom` is called when the staging is full and may empty it. */
  constructor(points: readonly HistorianPoint[], metrics: HistorianMetrics, makeRoom: () => void) {
    const size = points.reduce((largest, { index }) => Math.max(largest, index + 1), 0);
    const deadbands = new Float64Array(size);
    for (const { index, deadband } of points) deadbands[index] = deadband;
    this.filter = new ReportFilter(deadbands);
    this.staging = new Staging(size);
    this.metrics = metrics;
    this.makeRoom = makeRoom;
  }

  /** Never throws; what cannot be kept is counted. */
  take({ length, point, value, quality, sourceTime }: SampleBatch): void {
    let [dropped, repeated, invalid] = [0, 0, 0];
    for (let i = 0; i < length; i++) {
      const time = Math.floor(sourceTime[i]!);
      const isKnown = point[i]! < this.filter.size && time >= 0 && time < LATEST_TIME;
      if (!isKnown) invalid++;
      else if (this.offer(point[i]!, value[i]!, quality[i]!, time)) continue;
      else if (this.staging.isFull) dropped++;
      else repeated++;
    }
    this.count(dropped, repeated, invalid);
  }

  /** True when the sample was kept or is not worth keeping. */
  private offer(point: number, reading: number, code: number, time: number): boolean {
    const isNumber = Number.isFinite(reading);
    const quality = isNumber || isBad(code) ? code : QUALITY['bad-not-a-number'];
    const value = isBad(quality) ? Number.NaN : reading + 0;
    const { filter, staging } = this;
    if (!filter.wants(point, value, quality, time)) return true;
    if (filter.hasKept(point, time)) return this.replace(point, value, quality, time);
    if (staging.isFull) this.makeRoom();
    if (staging.isFull) return false;
    filter.keep(point, value, quality, time);
    staging.add(point, value, quality, time);
    return true;
  }

  /** Two samples of one moment would overwrite each other in every sink; the later one is the truth, if it is not too late. */
  private replace(point: number, value: number, quality: number, time: number): boolean {
    if (this.staging.replace(point, value, quality)) this.filter.keep(point, value, quality, time);
    return false;
  }

  private count(dropped: number, repeated: number, invalid: number): void {
    this.droppedSamples += dropped;
    if (dropped > 0) this.metrics.drop('queue-full', dropped);
    if (repeated > 0) this.metrics.drop('same-moment', repeated);
    if (invalid > 0) this.metrics.drop('invalid', invalid);
  }
}
