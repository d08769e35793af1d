interface Waiting {
  readonly dueAt: number;
  readonly send: () => void;
  readonly timer: NodeJS.Timeout;
}

/** Answers of one unit on their way: sent when they are due, but never before an older one. A device does one thing after the other. */
export class AnswerQueue {
  private waiting: readonly Waiting[] = [];

  add(afterMs: number, send: () => void): void {
    const now = performance.now();
    const dueAt = Math.max(now + afterMs, this.waiting.at(-1)?.dueAt ?? 0);
    const timer = setTimeout(() => this.sendUpTo(dueAt), dueAt - now);
    this.waiting = [...this.waiting, { dueAt, send, timer }];
  }

  /** The device is as quick as ever again. */
  hurry(): void {
    this.sendUpTo(Number.POSITIVE_INFINITY);
  }

  stop(): void {
    for (const { timer } of this.waiting) clearTimeout(timer);
    this.waiting = [];
  }

  private sendUpTo(time: number): void {
    const due = this.waiting.filter(({ dueAt }) => dueAt <= time);
    this.waiting = this.waiting.filter(({ dueAt }) => dueAt > time);
    for (const { send, timer } of due) {
      clearTimeout(timer);
      send();
    }
  }
}
