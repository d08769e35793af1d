import type { Clock, Timer } from '../../../ports/clock.ts';

/** Does one piece of work after the other; sleeps as long as the last one says, unless it is woken. */
export class SinkLoop {
  isStopping = false;
  private readonly clock: Clock;
  private readonly step: () => Promise<number>;
  private running: Promise<void> = Promise.resolve();
  private resume: (() => void) | undefined;
  private timer: Timer | undefined;

  /** `step` resolves with the ms to wait before the next, and never rejects. */
  constructor(clock: Clock, step: () => Promise<number>) {
    this.clock = clock;
    this.step = step;
  }

  start(): void {
    this.running = this.run();
  }

  wake(): void {
    this.resume?.();
  }

  /** Resolves when the piece under way is done. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.isStopping) {
      const waitMs = await this.step();
      if (waitMs > 0 && !this.isStopping) await this.sleep(waitMs);
    }
  }

  private sleep(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.resume = () => {
        this.timer?.cancel();
        this.resume = undefined;
        resolve();
      };
      this.timer = this.clock.after(waitMs, () => this.resume?.());
    });
  }
}
