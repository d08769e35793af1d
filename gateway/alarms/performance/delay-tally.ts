/** Longer delays count as this long: nobody is helped by telling a day from a week. */
const LONGEST_S = 86_400;

/** Delays in whole seconds, so that their percentiles are exact to the second and a year of them takes no more room than a day. */
export class DelayTally {
  private readonly seconds = new Map<number, number>();
  private sumS = 0;
  count = 0;

  add(ms: number): void {
    const s = Math.min(LONGEST_S, Math.max(0, Math.round(ms / 1000)));
    this.seconds.set(s, (this.seconds.get(s) ?? 0) + 1);
    this.sumS += s;
    this.count++;
  }

  get meanMs(): number | null {
    return this.count === 0 ? null : (this.sumS / this.count) * 1000;
  }

  /** The smallest delay that so great a share does not exceed (nearest rank); null when there is none. */
  percentileMs(share: number): number | null {
    let left = Math.ceil(this.count * share);
    for (const [s, count] of [...this.seconds].sort(([a], [b]) => a - b)) {
      left -= count;
      if (left <= 0) return s * 1000;
    }
    return null;
  }
}
