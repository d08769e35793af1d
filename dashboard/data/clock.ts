export interface Timer {
  cancel(): void;
}

/** Time of the browser. The same shape as the gateway's clock, so that tests move it with the same hands. */
export interface Clock {
  nowMs(): number;
  /** Never goes back; only differences mean anything. */
  monotonicMs(): number;
  after(delayMs: number, task: () => void): Timer;
  every(periodMs: number, task: () => void): Timer;
}

export function createBrowserClock(): Clock {
  return {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    after: (delayMs, task) => {
      const id = setTimeout(task, delayMs);
      return { cancel: () => clearTimeout(id) };
    },
    every: (periodMs, task) => {
      const id = setInterval(task, periodMs);
      return { cancel: () => clearInterval(id) };
    },
  };
}
