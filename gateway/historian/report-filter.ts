import { isBad } from '../domain/quality.ts';
import { LONGEST_SILENCE_MS } from './limits.ts';

/** Not a code of domain/quality.ts: nothing of this point has been kept yet. */
const NOTHING_KEPT = 255;

/**
 * Report by exception: which samples are worth keeping. One slot per point in typed arrays, nothing is allocated per sample.
 * Asking changes nothing; what was kept is remembered until it is forgotten.
 */
export class ReportFilter {
  private readonly deadband: Float64Array;
  private readonly value: Float64Array;
  private readonly quality: Uint8Array;
  private readonly time: Float64Array;

  /** `deadbands` by point index: smallest change worth keeping, 0 for any change. */
  constructor(deadbands: Float64Array) {
    this.deadband = deadbands;
    this.value = new Float64Array(deadbands.length);
    this.quality = new Uint8Array(deadbands.length).fill(NOTHING_KEPT);
    this.time = new Float64Array(deadbands.length).fill(Number.NaN);
  }

  /** Number of points; indexes beyond it are unknown. */
  get size(): number {
    return this.deadband.length;
  }

  wants(point: number, value: number, quality: number, time: number): boolean {
    if (quality !== this.quality[point]) return true;
    if (Math.abs(time - this.time[point]!) >= LONGEST_SILENCE_MS) return true;
    if (isBad(quality)) return false;
    const deadband = this.deadband[point]!;
    const last = this.value[point]!;
    return deadband > 0 ? Math.abs(value - last) >= deadband : value !== last;
  }

  /** Whether a sample of this very moment has been kept: a second one would overwrite it in every sink. */
  hasKept(point: number, time: number): boolean {
    return this.time[point] === time;
  }

  keep(point: number, value: number, quality: number, time: number): void {
    this.value[point] = value;
    this.quality[point] = quality;
    this.time[point] = time;
  }

  /** The next sample of this point is worth keeping, whatever it says. */
  forget(point: number): void {
    this.quality[point] = NOTHING_KEPT;
    this.time[point] = Number.NaN;
  }

  /** Newest recorded times of an earlier run, by point index (0: none): a server may repeat its last value with its old time. */
  seed(times: Float64Array): void {
    for (let i = 0; i < this.size; i++) if (times[i]! > 0 && !(this.time[i]! > times[i]!)) this.time[i] = times[i]!;
  }
}
