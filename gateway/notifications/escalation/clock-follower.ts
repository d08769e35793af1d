import type { Clock } from '../../ports/clock.ts';

/** As 2.3 of the time rules of alarms has it: smaller differences are corrections. */
const SMALLEST_STEP_MS = 2_000;
/**
 * A longer step ahead is a clock that finds the time after a start without any: what was due by the right time stays so, and
 * what was due by the wrong one is due at once.
 */
const LONGEST_AHEAD_MS = 86_400_000;

/** Notices when the wall clock is set, by the clock that never is. */
export class ClockFollower {
  private readonly clock: Clock;
  private offsetMs: number;

  constructor(clock: Clock) {
    this.clock = clock;
    this.offsetMs = clock.nowMs() - clock.monotonicMs();
  }

  /** Moves due times by as much as the clock was set since the last call, and answers whether it did. Where that fails, the next call does it. */
  async follow(shift: (byMs: number) => Promise<void>): Promise<boolean> {
    const offsetMs = this.clock.nowMs() - this.clock.monotonicMs();
    const byMs = offsetMs - this.offsetMs;
    const isStep = Math.abs(byMs) > SMALLEST_STEP_MS;
    if (isStep && byMs <= LONGEST_AHEAD_MS) await shift(byMs);
    this.offsetMs = offsetMs;
    return isStep;
  }
}
