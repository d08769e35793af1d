import type { Clock, Timer } from '../ports/clock.ts';

/** The clock of the worker thread; a clock cannot be handed across threads. */
export const workerClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs: number, task: () => void): Timer {
    const handle = setTimeout(task, delayMs);
    return { cancel: () => clearTimeout(handle) };
  },
  every(periodMs: number, task: () => void): Timer {
    const handle = setInterval(task, periodMs);
    return { cancel: () => clearInterval(handle) };
  },
};
