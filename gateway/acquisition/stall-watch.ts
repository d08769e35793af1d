const SHORTEST_LIMIT_MS = 60_000;
const LONGEST_LIMIT_MS = 600_000;

/**
 * Tells when an open link has stopped being asked: whatever the cause, it must not stay so. Twice as patient after every
 * time, so that a link whose own time limit is longer than expected is left in peace. Times are monotonic ms.
 */
export class StallWatch {
  private shortestMs: number;
  private limitMs: number;
  private aliveAt: number;

  /** `fastestPeriodMs`: something has to be asked at least that often, be it in doubt. */
  constructor(fastestPeriodMs: number, now: number) {
    this.shortestMs = Math.max(SHORTEST_LIMIT_MS, 2 * fastestPeriodMs);
    this.limitMs = this.shortestMs;
    this.aliveAt = now;
  }

  /** Something was begun, or the link was opened. */
  began(now: number): void {
    this.aliveAt = now;
  }

  /** Something has ended by itself. If it took long, that is how this link is. */
  ended(now: number): void {
    this.shortestMs = Math.max(this.shortestMs, Math.min(LONGEST_LIMIT_MS, 2 * (now - this.aliveAt)));
    this.began(now);
    this.limitMs = this.shortestMs;
  }

  /** True when nothing was begun or ended for too long; the wait then begins anew. */
  hasStalled(now: number): boolean {
    if (now - this.aliveAt <= this.limitMs) return false;
    this.aliveAt = now;
    this.limitMs = Math.max(this.shortestMs, Math.min(LONGEST_LIMIT_MS, 2 * this.limitMs));
    return true;
  }
}
