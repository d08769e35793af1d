import type { Clock } from '../ports/clock.ts';

/** Longest stretch of background work before commits get their turn, ms. */
const SLICE_MS = 10;

/** Lets long work give way to commits: call `pause` between pieces; it only costs something when the slice is used up. */
export class TimeSlice {
  private readonly clock: Clock;
  private startedAt: number;

  constructor(clock: Clock) {
    this.clock = clock;
    this.startedAt = clock.monotonicMs();
  }

  async pause(): Promise<void> {
    if (this.clock.monotonicMs() - this.startedAt < SLICE_MS) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.startedAt = this.clock.monotonicMs();
  }
}
