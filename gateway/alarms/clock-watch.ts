import type { Clock } from '../ports/clock.ts';

/** Corrections smaller than this are followed without a word (2.3 rule 1). */
const SMALLEST_STEP_MS = 2_000;

/** Notices when the wall clock was set, by comparing it with the clock that never is. */
export class ClockWatch {
  private readonly clock: Clock;
  private offsetMs: number;

  constructor(clock: Clock) {
    this.clock = clock;
    this.offsetMs = clock.nowMs() - clock.monotonicMs();
  }

  /** By how much it was set since the last look; 0 when it was not. */
  look(): number {
    const offsetMs = this.clock.nowMs() - this.clock.monotonicMs();
    const stepMs = Math.round(offsetMs - this.offsetMs);
    this.offsetMs = offsetMs;
    return Math.abs(stepMs) > SMALLEST_STEP_MS ? stepMs : 0;
  }
}
