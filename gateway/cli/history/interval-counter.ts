/** A reading of the counter that is made up from intervals. */
export interface MadeReading {
  readonly ms: number;
  readonly value: number;
}

/** Sums are kept in millionths, so that 0.1 added a thousand times is 100. */
const PER_UNIT = 1e6;

/**
 * Turns the consumption of intervals into a counter that only rises: a reading at the end of each, and one at its start where
 * the interval before is missing. The same rows from the same start give the same readings, so sending them again changes nothing.
 */
export class IntervalCounter {
  private readonly lengthMs: number;
  private readonly isTimeEnd: boolean;
  private sum: number;
  private lastMs: number | undefined;

  /** `isTimeEnd`: an interval is named by its end, not its beginning; `start`: the reading before the first one. */
  constructor(lengthMs: number, isTimeEnd: boolean, start: number) {
    this.lengthMs = lengthMs;
    this.isTimeEnd = isTimeEnd;
    this.sum = Math.round(start * PER_UNIT);
  }

  /** The consumption of the next interval. */
  take(ms: number, consumption: number): MadeReading[] {
    const startMs = this.isTimeEnd ? ms - this.lengthMs : ms;
    const readings = this.lastMs === startMs ? [] : [this.reading(startMs)];
    this.sum += Math.round(consumption * PER_UNIT);
    this.lastMs = startMs + this.lengthMs;
    return [...readings, this.reading(this.lastMs)];
  }

  private reading(ms: number): MadeReading {
    return { ms, value: this.sum / PER_UNIT };
  }
}
