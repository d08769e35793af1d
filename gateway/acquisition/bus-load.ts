const WINDOW_MS = 10_000;

interface Window {
  readonly percent: number;
  readonly perSecond: number;
}

/** How busy a bus is, over the last full window of ten seconds. */
export class BusLoad {
  private windowStart: number;
  private busyMs = 0;
  private requests = 0;
  private last: Window | null = null;

  constructor(now: number) {
    this.windowStart = now;
  }

  /** A question took this long. */
  add(busyMs: number, now: number): void {
    this.busyMs += busyMs;
    this.requests++;
    this.roll(now);
  }

  /** Share of time it is busy; null until the first window is full. */
  percent(now: number): number | null {
    this.roll(now);
    return this.last?.percent ?? null;
  }

  /** Questions per second; null until the first window is full. */
  requestsPerSecond(now: number): number | null {
    this.roll(now);
    return this.last?.perSecond ?? null;
  }

  private roll(now: number): void {
    const elapsed = now - this.windowStart;
    if (elapsed < WINDOW_MS) return;
    const percent = Math.min(100, (100 * this.busyMs) / elapsed);
    this.last = { percent, perSecond: (1000 * this.requests) / elapsed };
    this.windowStart = now;
    this.busyMs = 0;
    this.requests = 0;
  }
}
