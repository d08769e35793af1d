import type { SampleBatch } from '../domain/sample.ts';

/** Newest sample of every point, by point index. The arrays are live: read them at once, never keep or write them. */
export interface LatestValues {
  readonly size: number;
  readonly value: Float64Array;
  /** `bad-waiting` until the first reading. */
  readonly quality: Uint8Array;
  /** 0 until the first reading. */
  readonly sourceTime: Float64Array;
  /** Newest text of a point of kind `text`, fit to be shown; null while its quality is bad, and for every other point. */
  text(point: number): string | null;
  /** Called after each batch has been taken over; the listener copies what it keeps and must not throw. Returns the unsubscription. */
  onBatch(listener: (batch: SampleBatch) => void): () => void;
}
