import type { Point } from '../domain/point.ts';
import { isBad, QUALITY } from '../domain/quality.ts';
import { BatchBuilder, type SampleBatch } from '../domain/sample.ts';
import type { Clock, Timer } from '../ports/clock.ts';

const SWEEP_MS = 500;

/**
 * Marks a point bad-stale, once, when its last good reading is older than the point allows. A point that is bad already,
 * or has never been read, keeps the reason it has.
 */
export class Staleness {
  private readonly clock: Clock;
  private readonly emit: (batch: SampleBatch) => void;
  private points: readonly Point[] = [];
  private limitMs = new Float64Array();
  /** Monotonic time of the last good reading or confirmation; infinity while there is nothing that could go stale. */
  private freshAt = new Float64Array();
  private readonly batch = new BatchBuilder();
  private timer: Timer | undefined;

  constructor(points: readonly Point[], clock: Clock, emit: (batch: SampleBatch) => void) {
    this.clock = clock;
    this.emit = emit;
    this.setPoints(points);
  }

  /** Another version of the site. What is known of a tag that stays is kept, wherever its index is now. */
  setPoints(points: readonly Point[]): void {
    const former = new Map(this.points.map((point, index) => [point.tag, this.freshAt[index]!]));
    this.points = points;
    this.limitMs = Float64Array.from(points, (point) => point.staleAfterMs);
    this.freshAt = Float64Array.from(points, (point) => former.get(point.tag) ?? Number.POSITIVE_INFINITY);
  }

  start(): void {
    this.timer = this.clock.every(SWEEP_MS, () => this.sweep());
  }

  stop(): void {
    this.timer?.cancel();
  }

  observe({ length, point, quality }: SampleBatch): void {
    const now = this.clock.monotonicMs();
    for (let i = 0; i < length; i++) {
      this.freshAt[point[i]!] = isBad(quality[i]!) ? Number.POSITIVE_INFINITY : now;
    }
  }

  /** What the points last said is still so, although they have not said it again. */
  confirm(points: readonly number[]): void {
    const now = this.clock.monotonicMs();
    for (const point of points) if (this.freshAt[point] !== Number.POSITIVE_INFINITY) this.freshAt[point] = now;
  }

  private sweep(): void {
    const now = this.clock.monotonicMs();
    const wall = this.clock.nowMs();
    for (let point = 0; point < this.freshAt.length; point++) {
      if (now - this.freshAt[point]! <= this.limitMs[point]!) continue;
      this.freshAt[point] = Number.POSITIVE_INFINITY;
      this.batch.add(point, Number.NaN, QUALITY['bad-stale'], wall);
    }
    if (this.batch.length === 0) return;
    this.emit(this.batch);
    this.batch.clear();
  }
}
