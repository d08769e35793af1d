import { isBad, isGood } from '../../../gateway/domain/quality.ts';
import type { SampleBatch } from '../../../gateway/domain/sample.ts';
import type { LatestValues } from '../../../gateway/ports/latest-values.ts';
import { bitAt, epochAt, isSamePlace, leastAgeMs, type Place, placeText, readWord, shortAt } from './identity.ts';

/** Cycles, and how many of them were lost. */
export interface Beside {
  readonly lost: number;
  readonly cycles: number;
  /** How long that was looked at. */
  readonly seconds: number;
}

/** What a point must hold, as far as its address says. */
export interface WatchedPoint {
  readonly index: number;
  readonly tag: string;
  readonly target: string;
  readonly unit: number;
  readonly place: Place;
  readonly shape: 'word' | 'short' | 'bit';
  /** The most a value may be older than its source time when it arrives, ms. */
  readonly freshMs: number;
}

export interface OracleSettings {
  readonly points: readonly WatchedPoint[];
  readonly latest: LatestValues;
  readonly periodMs: number;
  /** Longer than this no value may be shown as good, counted from when the device had it. */
  readonly oldestShownMs: number;
  /** A point shows what is not so. Never harmless. */
  wrong(point: WatchedPoint, text: string): void;
  /** A point is not good any more, in a moment in which it must be. */
  spoilt(point: WatchedPoint, quality: number): void;
}

const SWEEP_MS = 100;
/** Gaps longer than this many periods hold lost cycles. */
const LOST_FROM_PERIODS = 1.5;
/** A stale 16-bit value is searched for in this many epochs before it counts as somebody else's. */
const SHORT_SEARCH_EPOCHS = 240;

/**
 * Knows what every point must hold, and compares each sample at once. It also counts cycles that did not take place, and
 * looks all the time for old numbers that are shown as good. Times are `performance.now()`.
 */
export class Oracle {
  samples = 0;
  /** The greatest age of a value that was shown as good, ms. */
  oldestShownMs = 0;
  /** By point: how often it was good, when it last was, how many cycles it has lost, when it was good again after `expectReturn`. */
  readonly goodSamples: Uint32Array;
  readonly goodAt: Float64Array;
  readonly lostCycles: Uint32Array;
  readonly returnedAt: Float64Array;
  private readonly settings: OracleSettings;
  /** Points that must not turn bad now. */
  private readonly mustBeGood: Uint8Array;
  private readonly isShownOld: Uint8Array;
  /** Until when old values of a point are its device's own word. */
  private readonly excusedUntil: Float64Array;
  /** Epoch of the newest value; of bits, of its arrival. */
  private readonly epochs: Uint16Array;
  private timer: NodeJS.Timeout | undefined;

  constructor(settings: OracleSettings) {
    const { length } = settings.points;
    this.settings = settings;
    this.goodSamples = new Uint32Array(length);
    this.goodAt = new Float64Array(length).fill(Number.NaN);
    this.returnedAt = new Float64Array(length).fill(Number.NaN);
    this.lostCycles = new Uint32Array(length);
    this.mustBeGood = new Uint8Array(length);
    this.excusedUntil = new Float64Array(length);
    this.isShownOld = new Uint8Array(length);
    this.epochs = new Uint16Array(length);
  }

  start(): void {
    this.timer = setInterval(() => this.sweep(), SWEEP_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** To be called with every batch of samples, as the pipeline hands it on. */
  take({ length, point, value, quality, sourceTime }: SampleBatch): void {
    const now = performance.now();
    const wall = Date.now();
    this.samples += length;
    for (let i = 0; i < length; i++) this.takeOne(point[i]!, value[i]!, quality[i]!, sourceTime[i]!, now, wall);
  }

  /** From now on each of these points is waited for. */
  expectReturn(points: readonly number[]): void {
    for (const point of points) this.returnedAt[point] = Number.NaN;
  }

  /** Whether these points may turn bad from now on. */
  guard(points: readonly number[], mustBeGood: boolean): void {
    for (const point of points) this.mustBeGood[point] = mustBeGood ? 1 : 0;
  }

  /** For so long old values of these points do not count. */
  excuse(points: readonly number[], forMs: number): void {
    for (const point of points) this.excusedUntil[point] = performance.now() + forMs;
  }

  /** Lost cycles of these points up to now, also in gaps that have not ended yet. */
  lostSoFar(points: readonly number[]): number {
    const now = performance.now();
    return points.reduce((sum, point) => sum + this.lostCycles[point]! + this.lostIn(now - this.goodAt[point]!), 0);
  }

  private takeOne(index: number, value: number, quality: number, sourceTime: number, now: number, wall: number): void {
    const point = this.settings.points[index]!;
    if (isBad(quality)) {
      if (!Number.isNaN(value)) this.settings.wrong(point, `bad, and yet it shows ${value}`);
      if (this.mustBeGood[index]) this.settings.spoilt(point, quality);
      return;
    }
    const problem = this.judge(point, value, sourceTime, wall);
    if (problem) this.settings.wrong(point, problem);
    if (!isGood(quality)) return;
    this.lostCycles[index] = this.lostCycles[index]! + this.lostIn(now - this.goodAt[index]!);
    this.goodAt[index] = now;
    this.goodSamples[index] = this.goodSamples[index]! + 1;
    if (Number.isNaN(this.returnedAt[index]!)) this.returnedAt[index] = now;
  }

  private lostIn(gapMs: number): number {
    const periods = gapMs / this.settings.periodMs;
    return periods > LOST_FROM_PERIODS ? Math.round(periods) - 1 : 0;
  }

  /** Why this cannot be the value of this point at that time; undefined when it can. */
  private judge(point: WatchedPoint, value: number, sourceTime: number, wall: number): string | undefined {
    const epoch = epochOf(point, value, wall);
    if (typeof epoch === 'string') return epoch;
    this.epochs[point.index] = epoch;
    const age = leastAgeMs(epoch, Math.min(sourceTime, wall));
    if (age <= point.freshMs) return undefined;
    return `the value is at least ${Math.round(age)} ms older than its time says`;
  }

  /** The worst of all: an old number that is shown as if it were live. */
  private sweep(): void {
    const { points, latest, oldestShownMs } = this.settings;
    const wall = Date.now();
    const now = performance.now();
    for (const point of points) {
      const { index } = point;
      const age = isGood(latest.quality[index]!) ? leastAgeMs(this.epochs[index]!, wall) : 0;
      if (now <= this.excusedUntil[index]!) continue;
      this.oldestShownMs = Math.max(this.oldestShownMs, age);
      const isOld = age > oldestShownMs;
      if (isOld && !this.isShownOld[index]) this.settings.wrong(point, `shown as good when ${Math.round(age)} ms old`);
      this.isShownOld[index] = isOld ? 1 : 0;
    }
  }
}

/** Of which epoch the value is, or whose it is instead. */
function epochOf(point: WatchedPoint, value: number, wall: number): number | string {
  switch (point.shape) {
    case 'word': {
      const { place, epoch } = readWord(value);
      return isSamePlace(place, point.place) ? epoch : `holds the value of ${placeText(place)}`;
    }
    case 'short':
      return epochOfShort(point, value, wall);
    case 'bit':
      return value === bitAt(point.place) ? epochAt(wall) : `holds ${value}`;
  }
}

function epochOfShort({ place }: WatchedPoint, value: number, wall: number): number | string {
  const present = epochAt(wall);
  for (let ago = -1; ago < SHORT_SEARCH_EPOCHS; ago++) {
    const epoch = (present - ago + 4096) % 4096;
    if (shortAt(place, epoch) === value) return epoch;
  }
  return `holds ${value}, which it never did`;
}
