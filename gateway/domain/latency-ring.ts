const SIZE = 64;

/** The newest 64 answer times of a device or line. */
export class LatencyRing {
  private readonly times = new Float64Array(SIZE);
  private count = 0;

  add(ms: number): void {
    this.times[this.count++ % SIZE] = ms;
  }

  /** 95th percentile, ms; null before the first answer. */
  percentile95(): number | null {
    return this.percentile(0.95);
  }

  /** Half of the answers took at most this long, ms; null before the first answer. */
  median(): number | null {
    return this.percentile(0.5);
  }

  private percentile(share: number): number | null {
    const known = Math.min(this.count, SIZE);
    if (known === 0) return null;
    const sorted = this.times.slice(0, known).sort();
    return sorted[Math.ceil(known * share) - 1]!;
  }
}
