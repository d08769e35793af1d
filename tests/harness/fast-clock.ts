import type { Clock, Timer } from '../../gateway/ports/clock.ts';

/** A real clock that runs `speed` times as fast: for tests with real sockets in which hours or minutes must pass. It shows `startMs` now. */
export function createFastClock(speed: number, startMs = Date.now()): Clock {
  const start = performance.now();
  const passedMs = (): number => (performance.now() - start) * speed;
  return {
    nowMs: () => Math.round(startMs + passedMs()),
    monotonicMs: passedMs,
    after(delayMs: number, task: () => void): Timer {
      const handle = setTimeout(task, delayMs / speed);
      return { cancel: () => clearTimeout(handle) };
    },
    every(periodMs: number, task: () => void): Timer {
      const handle = setInterval(task, periodMs / speed);
      return { cancel: () => clearInterval(handle) };
    },
  };
}
