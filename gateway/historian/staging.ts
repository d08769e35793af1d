import type { SampleBatch } from '../domain/sample.ts';
import { STAGED_SAMPLES } from './limits.ts';

const NOT_STAGED = -1;

/** Samples waiting for the next post; of fixed size. Knows where the newest sample of each point is, so that it can be replaced. */
export class Staging {
  length = 0;
  private readonly point = new Uint32Array(STAGED_SAMPLES);
  private readonly value = new Float64Array(STAGED_SAMPLES);
  private readonly quality = new Uint8Array(STAGED_SAMPLES);
  private readonly sourceTime = new Float64Array(STAGED_SAMPLES);
  private readonly newest: Int32Array;

  constructor(points: number) {
    this.newest = new Int32Array(points).fill(NOT_STAGED);
  }

  get isFull(): boolean {
    return this.length === STAGED_SAMPLES;
  }

  /** The caller has checked `isFull`. */
  add(point: number, value: number, quality: number, time: number): void {
    const i = this.length++;
    this.newest[point] = i;
    this.point[i] = point;
    this.value[i] = value;
    this.quality[i] = quality;
    this.sourceTime[i] = time;
  }

  /** Replaces the newest sample of a point; false when it has been posted already. */
  replace(point: number, value: number, quality: number): boolean {
    const i = this.newest[point]!;
    if (i === NOT_STAGED) return false;
    this.value[i] = value;
    this.quality[i] = quality;
    return true;
  }

  /** Hands over what waits, as a copy of exactly the right size. */
  take(): SampleBatch {
    const n = this.length;
    for (let i = 0; i < n; i++) this.newest[this.point[i]!] = NOT_STAGED;
    this.length = 0;
    return {
      length: n,
      point: this.point.slice(0, n),
      value: this.value.slice(0, n),
      quality: this.quality.slice(0, n),
      sourceTime: this.sourceTime.slice(0, n),
    };
  }
}
