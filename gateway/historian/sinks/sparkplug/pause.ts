import type { Clock } from '../../../ports/clock.ts';

/** Lets one loop sleep until a time or until it is woken. Being woken while awake shortens the next sleep to nothing. */
export class Pause {
  private readonly clock: Clock;
  private isWoken = false;
  private resume: (() => void) | undefined;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  wake(): void {
    this.isWoken = true;
    this.resume?.();
  }

  async sleep(ms: number): Promise<void> {
    if (!this.isWoken) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.resume = resolve;
      const timer = this.clock.after(ms, resolve);
      await promise;
      timer.cancel();
      this.resume = undefined;
    }
    this.isWoken = false;
  }
}
