import type { LossKind } from '../domain/history-loss.ts';
import { isBad, QUALITY } from '../domain/quality.ts';
import type { SampleBatch } from '../domain/sample.ts';
import { Holes } from './holes.ts';
import { LATEST_TIME, STAGED_SAMPLES } from './limits.ts';
import type { NewLoss } from './log/loss.ts';
import { Precision } from './precision.ts';
import { ReportFilter } from './report-filter.ts';
import type { HistorianPoint } from './settings.ts';
import { Staging } from './staging.ts';

/** What became of a sample. */
const FATES = ['kept', 'filtered', 'same-moment', 'refused', 'invalid'] as const;
type Fate = (typeof FATES)[number];
const FATE = { kept: 0, filtered: 1, 'same-moment': 2, refused: 3, invalid: 4 } as const satisfies Record<Fate, number>;

/** How many samples of a batch had each fate. */
export type Fates = Readonly<Record<Fate, number>>;

/** What was staged, as it travels. */
export interface Collected {
  readonly samples: SampleBatch;
  /** Samples among them that nobody read: they mark where holes begin. */
  readonly marks: number;
  /** What was refused before them. */
  readonly losses: readonly NewLoss[];
}

/** The way in, on the main thread: what is worth keeping is staged, everything else costs a few comparisons. */
export class Intake {
  readonly staging: Staging;
  private readonly filter: ReportFilter;
  private readonly precision: Precision;
  private readonly holes: Holes;
  private readonly makeRoom: () => void;
  private readonly tally = new Uint32Array(FATES.length);
  private marks = 0;
  private losses: readonly NewLoss[] = [];

  /** `makeRoom` is called when the staging is full and may collect it. */
  constructor(points: readonly HistorianPoint[], makeRoom: () => void) {
    const size = points.reduce((largest, { index }) => Math.max(largest, index + 1), 0);
    const deadbands = new Float64Array(size);
    for (const { index, deadband } of points) deadbands[index] = deadband;
    this.filter = new ReportFilter(deadbands);
    this.precision = new Precision(deadbands);
    this.staging = new Staging(size);
    this.holes = new Holes(size);
    this.makeRoom = makeRoom;
  }

  /** Samples waiting, without the marks among them. */
  get waiting(): number {
    return this.staging.length - this.marks;
  }

  /** Newest recorded times of an earlier run, by point index. */
  seed(times: Float64Array): void {
    this.filter.seed(times);
  }

  /** Never throws. What finds no room is refused for the reason `kind` and makes a hole that is marked as soon as there is room. */
  take({ length, point, value, quality, sourceTime }: SampleBatch, kind: LossKind): Fates {
    const tally = this.tally.fill(0);
    for (let i = 0; i < length; i++) {
      const time = Math.floor(sourceTime[i]!);
      const isKnown = point[i]! < this.filter.size && time >= 0 && time < LATEST_TIME;
      const fate = isKnown ? this.offer(point[i]!, value[i]!, quality[i]!, time, kind) : FATE.invalid;
      tally[fate] = tally[fate]! + 1;
    }
    const [kept = 0, filtered = 0, repeated = 0, refused = 0, invalid = 0] = tally;
    return { kept, filtered, 'same-moment': repeated, refused, invalid };
  }

  /** Hands over what is staged; the room this gives is used to mark holes, which travel next. */
  collect(): Collected {
    const { marks, losses, holes, staging, filter } = this;
    const samples = staging.take();
    const begun = holes.take(STAGED_SAMPLES);
    for (const { point, beginsAt } of begun) {
      staging.add(point, Number.NaN, QUALITY['bad-waiting'], beginsAt);
      filter.forget(point);
    }
    this.marks = begun.length;
    this.losses = holes.takeLosses();
    return { samples, marks, losses };
  }

  private offer(point: number, reading: number, code: number, time: number, kind: LossKind): number {
    const isNumber = Number.isFinite(reading);
    const quality = isNumber || isBad(code) ? code : QUALITY['bad-not-a-number'];
    const value = isBad(quality) ? Number.NaN : this.precision.round(point, reading + 0);
    const { filter, staging, holes } = this;
    if (!filter.wants(point, value, quality, time)) return FATE.filtered;
    if (filter.hasKept(point, time)) return this.replace(point, value, quality, time);
    if (staging.isFull) this.makeRoom();
    // What is refused counts as kept here, so that exactly those are counted as lost that would have been recorded.
    filter.keep(point, value, quality, time);
    if (staging.isFull || holes.has(point)) {
      holes.note(point, time, kind);
      return FATE.refused;
    }
    staging.add(point, value, quality, time);
    return FATE.kept;
  }

  /** Two samples of one moment would overwrite each other in every sink; the later one is the truth, if it is not too late. */
  private replace(point: number, value: number, quality: number, time: number): number {
    const isStaged = !this.holes.has(point) && this.staging.replace(point, value, quality);
    if (isStaged) this.filter.keep(point, value, quality, time);
    return FATE['same-moment'];
  }
}
