import type { LossKind } from '../domain/history-loss.ts';
import type { NewLoss } from './log/loss.ts';

interface Extent {
  samples: number;
  from: number;
  to: number;
}

/** A hole of one point that is about to be marked. */
export interface Hole {
  readonly point: number;
  /** Time of the first sample that is missing. */
  readonly beginsAt: number;
}

/** Samples that found no room: since when each point misses some, and how many there are by cause. Bounded by the points. */
export class Holes {
  private readonly beginsAt: Float64Array;
  private points: number[] = [];
  private readonly extents = new Map<LossKind, Extent>();

  constructor(points: number) {
    this.beginsAt = new Float64Array(points).fill(Number.NaN);
  }

  has(point: number): boolean {
    return !Number.isNaN(this.beginsAt[point]!);
  }

  note(point: number, time: number, kind: LossKind): void {
    if (!this.has(point)) {
      this.beginsAt[point] = time;
      this.points.push(point);
    }
    const extent = this.extents.get(kind);
    if (!extent) {
      this.extents.set(kind, { samples: 1, from: time, to: time });
      return;
    }
    extent.samples++;
    extent.from = Math.min(extent.from, time);
    extent.to = Math.max(extent.to, time);
  }

  /** Takes at most `limit` holes, which end with it. Of the others samples go on being refused. */
  take(limit: number): Hole[] {
    const taken = this.points.slice(0, limit).map((point) => ({ point, beginsAt: this.beginsAt[point]! }));
    this.points = this.points.slice(limit);
    for (const { point } of taken) this.beginsAt[point] = Number.NaN;
    return taken;
  }

  /** What has been lost since it was asked for last. */
  takeLosses(): NewLoss[] {
    const losses = [...this.extents].map(([kind, extent]) => ({ kind, sink: null, ...extent }));
    this.extents.clear();
    return losses;
  }
}
