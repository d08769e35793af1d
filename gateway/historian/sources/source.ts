import type { Series } from '../series.ts';
import type { SeriesNames } from '../sinks/influxdb/wide-lines.ts';

/** Values of one point with from ≤ time < to; whole ms. */
export interface SeriesRange {
  readonly names: SeriesNames;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the samples of one bucket say; buckets without samples are left out. */
export interface SourceBucket {
  readonly startMs: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  /** Of the samples, each counting the same. */
  readonly mean: number;
  readonly first: number;
  readonly last: number;
}

/** Width of buckets counted from the epoch, ms. */
export interface BucketQuestion extends SeriesRange {
  readonly bucketMs: number;
}

/**
 * A database that has what a sink wrote to it. Only usable values are there: a bad sample never was written.
 * Every question rejects with a SourceFailure when it is not answered in full, and with nothing else.
 */
export interface Source {
  readonly id: string;
  /** Samples in the range. */
  count(range: SeriesRange): Promise<number>;
  /** The first `limit` samples of the range, in order of time; fewer mean that there are no more. */
  samples(range: SeriesRange, limit: number): Promise<Series>;
  /** In order of time. */
  buckets(question: BucketQuestion): Promise<readonly SourceBucket[]>;
  /** Cuts off what is under way. */
  close(): void;
}
