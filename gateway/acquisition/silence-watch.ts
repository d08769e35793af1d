const SHORTEST_LIMIT_MS = 3_000;
const LONGEST_LIMIT_MS = 12_000;

/** Decides when a link on which nobody answers is not worth keeping: after 3 s or two time limits, then twice as long each time. */
export class SilenceWatch {
  private lastAnswerAt = 0;
  private limitMs = SHORTEST_LIMIT_MS;
  private longestWaitMs = 0;

  /** The link was opened. */
  begin(now: number): void {
    this.lastAnswerAt = now;
  }

  answered(now: number): void {
    this.lastAnswerAt = now;
    this.limitMs = SHORTEST_LIMIT_MS;
    this.longestWaitMs = 0;
  }

  /** A question got no answer within `waitedMs`. True when the link should be made anew. */
  unanswered(now: number, waitedMs: number): boolean {
    this.longestWaitMs = Math.max(this.longestWaitMs, waitedMs);
    if (now - this.lastAnswerAt < Math.max(this.limitMs, 2 * this.longestWaitMs)) return false;
    this.limitMs = Math.min(LONGEST_LIMIT_MS, 2 * this.limitMs);
    return true;
  }
}
