/** Turns of the event loop in a row with nothing under way: chains of promises run to their end in between. */
const CALM_TURNS = 3;
/** When nothing has moved for so long (real time), a provider does not answer: only the clock can end that. A database always answers. */
const PATIENCE_MS = { provider: 1_000, database: 30_000 } as const;

export type Outside = keyof typeof PATIENCE_MS;

/** Counts what runs outside of the event loop, so that a test can wait for its end and for nothing else. */
export class UnderWay {
  private readonly counts = { provider: 0, database: 0 };
  private moves = 0;

  begin(what: Outside): void {
    this.counts[what] += 1;
    this.moves += 1;
  }

  end(what: Outside): void {
    this.counts[what] -= 1;
    this.moves += 1;
  }

  async during<T>(what: Outside, work: Promise<T>): Promise<T> {
    this.begin(what);
    try {
      return await work;
    } finally {
      this.end(what);
    }
  }

  /** Resolves when nothing is under way, or what is can only be ended by the clock. */
  async settle(): Promise<void> {
    let [seen, since] = [this.moves, performance.now()];
    for (let calm = 0; calm < CALM_TURNS; ) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      calm = this.isCalm ? calm + 1 : 0;
      if (this.moves !== seen) [seen, since] = [this.moves, performance.now()];
      else if (performance.now() - since > this.patienceMs) return;
    }
  }

  private get isCalm(): boolean {
    return this.counts.provider === 0 && this.counts.database === 0;
  }

  private get patienceMs(): number {
    return this.counts.database > 0 ? PATIENCE_MS.database : PATIENCE_MS.provider;
  }
}
