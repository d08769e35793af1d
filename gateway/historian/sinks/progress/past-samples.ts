import { isBad } from '../../../domain/quality.ts';
import type { SampleBatch } from '../../../domain/sample.ts';
import { type Series, sliceSeries } from '../../series.ts';
import { dayOf } from '../embedded/levels.ts';

/** Blocks of one point and UTC day, in this order. */
export interface PastPlace {
  readonly day: number;
  readonly point: number;
}

/** What the past is read from. */
export interface PastBlocks {
  lastTimes(): ReadonlyMap<number, number>;
  days(point: number, fromDay: number, toDay: number): readonly { readonly day: number; readonly count: number }[];
  read(point: number, day: number): Series;
}

export interface PastRange {
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

/** The embedded history as something to send: day by day, in each the points one after the other. */
export class PastSamples {
  private readonly blocks: PastBlocks;
  /** Points with blocks, ascending; read once for each re-send. */
  private points: readonly number[] | undefined;

  constructor(blocks: PastBlocks) {
    this.blocks = blocks;
  }

  /** How many samples the days of a range hold, and when the first of these days begins (undefined when there are none). */
  measure({ fromMs, toMs }: PastRange): { samples: number; firstDay: number | undefined } {
    let samples = 0;
    let firstDay: number | undefined;
    this.points = undefined;
    for (const point of this.knownPoints()) {
      for (const { day, count } of this.blocks.days(point, dayOf(fromMs), dayOf(toMs))) {
        samples += count;
        firstDay = Math.min(firstDay ?? day, day);
      }
    }
    return { samples, firstDay };
  }

  /** The next block at `place` or after it that has something in the range; undefined when there is none. Looks at `limit` blocks at most. */
  next(place: PastPlace, range: PastRange, limit: number): { place: PastPlace; samples: SampleBatch } | undefined {
    const lastDay = dayOf(range.toMs - 1);
    let at: PastPlace | undefined = place;
    for (let looked = 0; at && looked < limit && at.day <= lastDay; looked++) {
      const { point, day }: PastPlace = at;
      const series = sliceSeries(this.blocks.read(point, day), range.fromMs, range.toMs);
      if (series.length > 0) return { place: at, samples: batchOf(point, series) };
      at = this.after(at);
    }
    return at && at.day <= lastDay ? { place: at, samples: batchOf(at.point, NOTHING) } : undefined;
  }

  /** The place behind one that has been dealt with; undefined when there are no points at all. */
  after({ day, point }: PastPlace): PastPlace | undefined {
    const points = this.knownPoints();
    const next = points.find((one) => one > point);
    if (next !== undefined) return { day, point: next };
    const first = points[0];
    return first === undefined ? undefined : { day: day + 1, point: first };
  }

  private knownPoints(): readonly number[] {
    this.points ??= [...this.blocks.lastTimes().keys()].sort((a, b) => a - b);
    return this.points;
  }
}

const NOTHING: Series = {
  length: 0,
  time: new Float64Array(0),
  value: new Float64Array(0),
  quality: new Uint8Array(0),
};

/** Samples with a value; the others are no business of a database of numbers. */
function batchOf(point: number, { length, time, value, quality }: Series): SampleBatch {
  const good = Uint32Array.from({ length }, (_, i) => i).filter((i) => !isBad(quality[i]!));
  return {
    length: good.length,
    point: new Uint32Array(good.length).fill(point),
    value: Float64Array.from(good, (i) => value[i]!),
    quality: Uint8Array.from(good, (i) => quality[i]!),
    sourceTime: Float64Array.from(good, (i) => time[i]!),
  };
}
