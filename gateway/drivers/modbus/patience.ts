/** How long to wait for units that have gone silent, so that one dead unit does not hold up the line for the others. */
export class Patience {
  private readonly fullMs: number;
  /** Slowest recent answer of any unit on the line; fades, so that one bad moment is forgotten. */
  private slowestMs = 0;
  private lastFullAt = Number.NEGATIVE_INFINITY;
  private readonly missed = new Map<number, number>();

  constructor(fullMs: number) {
    this.fullMs = fullMs;
  }

  /**
   * A unit in good standing gets the whole time limit. One that stayed silent gets four times what the slowest answer on
   * this line took, and the whole limit only twice a minute per line: it may have become slow instead of dead.
   */
  limitFor(unit: number, nowMs: number): number {
    if (!this.missed.get(unit) || this.slowestMs === 0) return this.fullMs;
    if (nowMs - this.lastFullAt >= FULL_TRY_EVERY_MS) {
      this.lastFullAt = nowMs;
      return this.fullMs;
    }
    return Math.min(this.fullMs, Math.max(SHORTEST_MS, 4 * this.slowestMs + MARGIN_MS));
  }

  answered(unit: number, tookMs: number): void {
    this.missed.delete(unit);
    this.slowestMs = Math.max(tookMs, this.slowestMs * FADING);
  }

  stayedSilent(unit: number, nowMs: number): void {
    const count = this.missed.get(unit) ?? 0;
    // The first miss has just had the whole limit.
    if (count === 0) this.lastFullAt = nowMs;
    this.missed.set(unit, count + 1);
  }
}

const FULL_TRY_EVERY_MS = 30_000;
const SHORTEST_MS = 50;
const MARGIN_MS = 20;
const FADING = 0.999;
