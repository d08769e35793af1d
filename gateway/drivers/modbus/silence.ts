/** Before anything has been answered on a line. */
const UNKNOWN_MOST_MS = 200;
const SHORTEST_MS = 20;
const MARGIN = 1.25;
/** So many answers are remembered: one stall does not slow a line down for long. */
const NEWEST = 16;

/** How long a line is left alone after a question without an answer, where a late answer could be taken for another. */
export class Silence {
  private readonly times: number[] = [];
  private answers = 0;

  answered(tookMs: number): void {
    this.times[this.answers++ % NEWEST] = tookMs;
  }

  /** Longer than the slowest of the newest answers took. */
  neededMs(timeoutMs: number): number {
    if (this.answers === 0) return Math.min(timeoutMs / 2, UNKNOWN_MOST_MS);
    return Math.max(SHORTEST_MS, Math.max(...this.times) * MARGIN);
  }
}
