/** Counts messages in a window that slides, as providers do. */
export class MessageWindow {
  private readonly most: number;
  private readonly windowMs: number;
  private readonly silentMs: number;
  private times: number[] = [];
  private silentUntil = Number.NEGATIVE_INFINITY;

  /** At most `most` in `windowMs`; one more and everything is refused for `silentMs`. */
  constructor(most: number, windowMs: number, silentMs = 0) {
    this.most = most;
    this.windowMs = windowMs;
    this.silentMs = silentMs;
  }

  /** Whether one more is taken now. */
  takes(nowMs: number): boolean {
    if (nowMs < this.silentUntil) return false;
    this.times = this.times.filter((time) => nowMs - time < this.windowMs);
    if (this.times.length >= this.most) {
      this.silentUntil = nowMs + this.silentMs;
      return false;
    }
    this.times.push(nowMs);
    return true;
  }
}
