import { LatencyRing } from '../../domain/latency-ring.ts';

/** How long to wait for units that have gone silent, so that one dead unit does not hold up the line for the others. */
export class Patience {
  private readonly fullMs: number;
  /** Of all units on the line. A percentile, so that one stall of this machine does not make every probe long. */
  private readonly answers = new LatencyRing();
  private lastFullAt = Number.NEGATIVE_INFINITY;
  private readonly silent = new Set<number>();

  constructor(fullMs: number) {
    this.fullMs = fullMs;
  }

  /**
   * A unit in good standing gets the whole time limit. One that stayed silent gets four times what slow answers on
   * this line take, and the whole limit only twice a minute per line: it may have become slow instead of dead.
   */
  limitFor(unit: number, nowMs: number): number {
    const slowMs = this.answers.percentile95();
    if (!this.silent.has(unit) || slowMs === null) return this.fullMs;
    if (nowMs - this.lastFullAt >= FULL_TRY_EVERY_MS) {
      this.lastFullAt = nowMs;
      return this.fullMs;
    }
    return Math.min(this.fullMs, Math.max(SHORTEST_MS, 4 * slowMs + MARGIN_MS));
  }

  answered(unit: number, tookMs: number): void {
    this.silent.delete(unit);
    this.answers.add(tookMs);
  }

  stayedSilent(unit: number, nowMs: number): void {
    // The first miss has just had the whole limit.
    if (!this.silent.has(unit)) this.lastFullAt = nowMs;
    this.silent.add(unit);
  }
}

const FULL_TRY_EVERY_MS = 30_000;
const SHORTEST_MS = 50;
const MARGIN_MS = 20;
