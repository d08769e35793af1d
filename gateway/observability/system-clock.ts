import type { Clock, Timer } from '../ports/clock.ts';

/** The real clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs: number, task: () => void): Timer {
    const handle = setTimeout(task, delayMs);
    return { cancel: () => clearTimeout(handle) };
  },
  every(periodMs: number, task: () => void): Timer {
    const start = performance.now();
    let run = 0;
    let handle: NodeJS.Timeout;
    const next = (): void => {
      run = Math.max(run + 1, Math.ceil((performance.now() - start) / periodMs));
      handle = setTimeout(
        () => {
          next();
          task();
        },
        start + run * periodMs - performance.now(),
      );
    };
    next();
    return { cancel: () => clearTimeout(handle) };
  },
};
