const WINDOW_MS = 10_000;

/** Share of time a bus is busy, over the last full window of ten seconds. */
export class BusLoad {
  private windowStart: number;
  private busyMs = 0;
  private last: number | null = null;

  constructor(now: number) {
    this.windowStart = now;
  }

  add(busyMs: number, now: number): void {
    this.busyMs += busyMs;
    this.roll(now);
  }

  /** Null until the first window is full. */
  percent(now: number): number | null {
    this.roll(now);
    return this.last;
  }

  private roll(now: number): void {
    const elapsed = now - this.windowStart;
    if (elapsed < WINDOW_MS) return;
    this.last = Math.min(100, (100 * this.busyMs) / elapsed);
    this.windowStart = now;
    this.busyMs = 0;
  }
}
