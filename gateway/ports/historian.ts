import type { SampleBatch } from '../domain/sample.ts';

/** One column of a trend: everything that happened in [from, from + widthMs). A spike is never hidden. */
export interface HistoryColumns {
  readonly tag: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Length of one column; 0 when the columns are the raw samples themselves. */
  readonly columnMs: number;
  /** Start of the column (or the sample's source time). */
  readonly time: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Time-weighted mean of the good part. */
  readonly mean: Float64Array;
  readonly last: Float64Array;
  /** Share of the column covered by good samples, 0–1; 0 is a gap. */
  readonly good: Float32Array;
}

/** Rise of a counter in one bucket. The increments of any buckets add up to the difference of the readings. */
export interface CounterIncrement {
  readonly point: number;
  readonly bucketStartMs: number;
  readonly increment: number;
  /** Share of the bucket for which readings exist, 0–1. */
  readonly coverage: number;
}

export interface CursorState {
  readonly sink: string;
  /** Samples written to the log and not yet proven stored in this sink. */
  readonly behindSamples: number;
  readonly behindMs: number;
  readonly storedSamples: number;
  readonly quarantinedSamples: number;
  /** Sinks that take commands: those that were not obeyed, since the start. */
  readonly ignoredCommands?: number;
  readonly lastError: string | null;
  readonly lastStoredAt: number | null;
}

export interface HistorianStatus {
  readonly loggedSamples: number;
  readonly droppedSamples: number;
  readonly logBytes: number;
  readonly historyBytes: number;
  readonly cursors: readonly CursorState[];
  readonly healthy: boolean;
  readonly problem: string | null;
}

/** Questions about the past. Each rejects with HISTORY_UNAVAILABLE when the store cannot answer. */
export interface HistoryReader {
  query(tag: string, fromMs: number, toMs: number, width: number): Promise<HistoryColumns>;
  /** Increments of counter points for consecutive buckets; `edgesMs` are the n+1 edges of n buckets. */
  increments(tags: readonly string[], edgesMs: readonly number[]): Promise<readonly CounterIncrement[]>;
}

/** The long-term store. All disk work happens in a worker thread; no call blocks the caller. */
export interface Historian {
  readonly reader: HistoryReader;
  /** Takes a copy. Never throws and never waits; when its bounded queue is full the samples are dropped and counted. */
  append(batch: SampleBatch): void;
  /** Everything appended before this call is durable when it resolves. */
  flush(): Promise<void>;
  status(): Promise<HistorianStatus>;
  close(): Promise<void>;
}
