/** A pending timer; cancelling twice is harmless. */
export interface Timer {
  cancel(): void;
}

/**
 * All time comes in through here, so that tests and simulations move it.
 * Durations and schedules use `monotonicMs`; `nowMs` is for stamps people read and may step.
 */
export interface Clock {
  /** Wall clock, ms since the epoch. */
  nowMs(): number;
  /** Never goes back, unaffected by wall clock steps. Only differences mean anything. */
  monotonicMs(): number;
  /** Runs `task` once after `delayMs`. A task that throws is a programming error and ends the process. */
  after(delayMs: number, task: () => void): Timer;
  /** Runs `task` every `periodMs` on a fixed grid; a late run does not shift the later ones, missed runs are not made up. */
  every(periodMs: number, task: () => void): Timer;
}
