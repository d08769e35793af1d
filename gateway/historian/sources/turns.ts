import { SourceFailure } from './failure.ts';

/** Lets a few tasks run at once and a bounded number wait; more are refused. */
export class Turns {
  private readonly atOnce: number;
  private readonly waitingAtMost: number;
  private readonly queue: (() => void)[] = [];
  private running = 0;

  constructor(atOnce: number, waitingAtMost: number) {
    this.atOnce = atOnce;
    this.waitingAtMost = waitingAtMost;
  }

  /** Rejects as the task does, or with a SourceFailure when too many wait already. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.running >= this.atOnce) await this.wait();
    else this.running++;
    try {
      return await task();
    } finally {
      this.handOver();
    }
  }

  private wait(): Promise<void> {
    if (this.queue.length >= this.waitingAtMost) throw new SourceFailure('busy', 'too many questions at once');
    return new Promise((resolve) => this.queue.push(resolve));
  }

  private handOver(): void {
    const next = this.queue.shift();
    if (next) next();
    else this.running--;
  }
}
