/** Lets one after the other through, in the order they came. */
export class Turnstile {
  private readonly most: number;
  private waiting = 0;
  private last: Promise<void> = Promise.resolve();

  /** `most` of them at once, the one inside included; more are turned away. */
  constructor(most: number) {
    this.most = most;
  }

  /** Does the work when its turn comes and gives its result; `turnedAway` when too many wait already. */
  async pass<T>(work: () => Promise<T>, turnedAway: () => T): Promise<T> {
    if (this.waiting >= this.most) return turnedAway();
    this.waiting++;
    const before = this.last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.last = promise;
    try {
      await before;
      return await work();
    } finally {
      this.waiting--;
      resolve();
    }
  }
}
