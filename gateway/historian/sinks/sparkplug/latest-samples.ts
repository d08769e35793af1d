import { QUALITY } from '../../../domain/quality.ts';
import type { SampleBatch } from '../../../domain/sample.ts';
import type { NodePlan } from './node-plan.ts';

/** A time further ahead than this was given by a wrong clock, or ours was put back since. */
const FUTURE_MS = 10_000;

/**
 * Whether a sample of `time` is older than what is known. What claims to be from the future does not count: otherwise
 * nothing would be news until that future has come.
 */
export const isOlder = (time: number, known: number, nowMs: number): boolean =>
  time < known && known <= nowMs + FUTURE_MS;

export interface Sample {
  readonly time: number;
  readonly value: number;
  readonly quality: number;
}

/** The newest sample of every metric, for births. */
export class LatestSamples {
  private readonly plan: NodePlan;
  private readonly time: Float64Array;
  private readonly value: Float64Array;
  private readonly quality: Uint8Array;
  private readonly heard: Uint8Array;

  constructor(plan: NodePlan) {
    this.plan = plan;
    this.time = new Float64Array(plan.size).fill(Number.NaN);
    this.value = new Float64Array(plan.size).fill(Number.NaN);
    this.quality = new Uint8Array(plan.size).fill(QUALITY['bad-waiting']);
    this.heard = new Uint8Array(plan.size);
  }

  take({ length, point, value, quality, sourceTime }: SampleBatch, nowMs: number): void {
    for (let i = 0; i < length; i++) {
      const slot = this.plan.find(point[i]!)?.metric.slot;
      if (slot === undefined) continue;
      this.set(slot, { time: sourceTime[i]!, value: value[i]!, quality: quality[i]! }, nowMs);
      this.heard[slot] = 1;
    }
  }

  /** What was recorded before; `heard` tells whether by this run of the gateway. */
  restore(slot: number, sample: Sample, heard: boolean): void {
    if (this.heard[slot] === 1) return;
    this.set(slot, sample, Number.POSITIVE_INFINITY);
    this.heard[slot] = heard ? 1 : 0;
  }

  /** Undefined when there never was one. */
  get(slot: number): Sample | undefined {
    const time = this.time[slot]!;
    return Number.isNaN(time) ? undefined : { time, value: this.value[slot]!, quality: this.quality[slot]! };
  }

  /** Whether this run of the gateway has said something of the metric. */
  isHeard(slot: number): boolean {
    return this.heard[slot] === 1;
  }

  private set(slot: number, { time, value, quality }: Sample, nowMs: number): void {
    if (isOlder(time, this.time[slot]!, nowMs)) return;
    this.time[slot] = time;
    this.value[slot] = value;
    this.quality[slot] = quality;
  }
}
