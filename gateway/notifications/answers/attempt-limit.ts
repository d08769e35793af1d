const WINDOW_MS = 600_000;
/** The ones that tried longest ago are forgotten first. */
const MOST_KEYS = 5_000;

/** Slows whoever tries too often: so many tries in ten minutes by one key. */
export class AttemptLimit {
  private readonly most: number;
  private readonly tries = new Map<string, readonly number[]>();

  constructor(most: number) {
    this.most = most;
  }

  /** Counts a try; false when it is one too many, which does not count. `now` is monotonic. */
  allows(key: string, now: number): boolean {
    const recent = (this.tries.get(key) ?? []).filter((at) => now - at < WINDOW_MS);
    if (recent.length >= this.most) return false;
    this.tries.delete(key);
    this.tries.set(key, [...recent, now]);
    if (this.tries.size > MOST_KEYS) this.forgetOldest();
    return true;
  }

  private forgetOldest(): void {
    const oldest = this.tries.keys().next();
    if (!oldest.done) this.tries.delete(oldest.value);
  }
}
