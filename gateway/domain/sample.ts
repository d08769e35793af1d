/**
 * Readings and samples travel in batches of parallel arrays; a point is a small integer (its index) inside the process.
 * Nothing on this path allocates per sample.
 */
export interface SampleBatch {
  /** How many entries of the arrays are in use; the arrays may be longer. */
  readonly length: number;
  /** Point index. */
  readonly point: Uint32Array;
  /** Value in engineering units (a reading: raw number as decoded). NaN where the quality is bad and nothing is known. */
  readonly value: Float64Array;
  /** A code of domain/quality.ts. */
  readonly quality: Uint8Array;
  /** Source timestamp, ms since the epoch: given by the equipment, or assigned once when its answer arrived. */
  readonly sourceTime: Float64Array;
}

/** A growable batch. It is filled by one producer and handed on within the same turn; consumers copy what they keep. */
export class BatchBuilder implements SampleBatch {
  length = 0;
  point: Uint32Array;
  value: Float64Array;
  quality: Uint8Array;
  sourceTime: Float64Array;

  constructor(capacity = 256) {
    this.point = new Uint32Array(capacity);
    this.value = new Float64Array(capacity);
    this.quality = new Uint8Array(capacity);
    this.sourceTime = new Float64Array(capacity);
  }

  add(point: number, value: number, quality: number, sourceTime: number): void {
    if (this.length === this.point.length) this.grow();
    const i = this.length++;
    this.point[i] = point;
    this.value[i] = value;
    this.quality[i] = quality;
    this.sourceTime[i] = sourceTime;
  }

  clear(): void {
    this.length = 0;
  }

  private grow(): void {
    const capacity = this.point.length * 2;
    const point = new Uint32Array(capacity);
    point.set(this.point);
    const value = new Float64Array(capacity);
    value.set(this.value);
    const quality = new Uint8Array(capacity);
    quality.set(this.quality);
    const sourceTime = new Float64Array(capacity);
    sourceTime.set(this.sourceTime);
    Object.assign(this, { point, value, quality, sourceTime });
  }
}

/** An exact-length copy whose buffers may be transferred to a worker. */
export function copyBatch(batch: SampleBatch): SampleBatch {
  const n = batch.length;
  return {
    length: n,
    point: batch.point.slice(0, n),
    value: batch.value.slice(0, n),
    quality: batch.quality.slice(0, n),
    sourceTime: batch.sourceTime.slice(0, n),
  };
}
