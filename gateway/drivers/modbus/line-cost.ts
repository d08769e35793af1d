import type { BusTime } from './bus-time.ts';

/** Answers of one length. */
interface Bucket {
  /** The newest times, ms, in a ring. */
  readonly times: number[];
  answers: number;
  lastAt: number;
}

/** Weighted sums over the buckets of one kind: of 1, n, n², t, n·t. */
interface Sums {
  readonly w: number;
  readonly n: number;
  readonly nn: number;
  readonly t: number;
  readonly nt: number;
}

/** A slope to be found, and how strongly it is held to be what it was. */
interface Slope extends Sums {
  readonly prior: number;
  readonly hold: number;
}

const NEWEST = 15;
/** Lengths remembered of each kind; those seen longest ago, or seldom, give way. */
const LENGTHS = 16;
const MOST_WEIGHT = 100;
const HALF_LIFE_MS = 30 * 60_000;
/** Of fewer answers the median says too little. */
const LEAST_ANSWERS = 5;
/** The slope held beforehand counts like so many answers, spread over so many registers or bits. */
const PRIOR_ANSWERS = 2;
const PRIOR_REGISTERS = 16;
const PRIOR_BITS = 256;
/** The fixed part held beforehand only stands in for answers: what one length costs beyond the slope is all fixed part. */
const TINY = 1e-6;
const LEAST_REQUEST_MS = 0.05;

/**
 * What requests to one device cost, learned from how long its answers take: the straight line through the usual time of
 * each length that occurs, registers and bits with a slope each. Usual is the median of the newest 15, so that single late
 * answers do not count; lengths no longer read are forgotten by half every half hour. As long as lengths hardly differ
 * the slope stays what it was held to be before.
 */
export class LineCost {
  private prior: BusTime;
  private readonly registers = new Map<number, Bucket>();
  private readonly bits = new Map<number, Bucket>();

  constructor(prior: BusTime) {
    this.prior = prior;
  }

  /** An answer at the first asking: `count` registers or bits took this long. */
  add(kind: 'registers' | 'bits', count: number, tookMs: number, nowMs: number): void {
    const buckets = this[kind];
    const bucket = buckets.get(count) ?? { times: [], answers: 0, lastAt: nowMs };
    bucket.times[bucket.answers % NEWEST] = tookMs;
    bucket.answers++;
    bucket.lastAt = nowMs;
    if (buckets.has(count)) return;
    if (buckets.size >= LENGTHS) forgetLightest(buckets, nowMs);
    buckets.set(count, bucket);
  }

  /** What a request is held to cost now. Never negative, and a request never free. */
  estimate(nowMs: number): BusTime {
    const registers = slopeOf(this.registers, nowMs, this.prior.registerMs, PRIOR_REGISTERS);
    const bits = slopeOf(this.bits, nowMs, this.prior.bitMs, PRIOR_BITS);
    return solve(this.prior.requestMs, registers, bits);
  }

  /** From now on this is what is held beforehand. */
  holdTo(prior: BusTime): void {
    this.prior = prior;
  }
}

/** Whether plans made for `planned` may be wrong: one of the costs is off by more than a fifth. */
export function hasDrifted(planned: BusTime, present: BusTime): boolean {
  const isOff = (was: number, is: number): boolean => Math.abs(is - was) > DRIFT * was;
  return (
    isOff(planned.requestMs, present.requestMs) ||
    isOff(planned.registerMs, present.registerMs) ||
    isOff(planned.bitMs, present.bitMs)
  );
}

const DRIFT = 0.2;

function weightOf(bucket: Bucket, nowMs: number): number {
  return Math.min(bucket.answers, MOST_WEIGHT) * 2 ** ((bucket.lastAt - nowMs) / HALF_LIFE_MS);
}

function forgetLightest(buckets: Map<number, Bucket>, nowMs: number): void {
  const [lightest] = [...buckets].sort((a, b) => weightOf(a[1], nowMs) - weightOf(b[1], nowMs));
  if (lightest) buckets.delete(lightest[0]);
}

function slopeOf(buckets: ReadonlyMap<number, Bucket>, nowMs: number, prior: number, spread: number): Slope {
  const sums = { w: 0, n: 0, nn: 0, t: 0, nt: 0 };
  for (const [count, bucket] of buckets) {
    if (bucket.answers < LEAST_ANSWERS) continue;
    const weight = weightOf(bucket, nowMs);
    const time = medianOf(bucket.times);
    sums.w += weight;
    sums.n += weight * count;
    sums.nn += weight * count * count;
    sums.t += weight * time;
    sums.nt += weight * count * time;
  }
  return { ...sums, prior, hold: PRIOR_ANSWERS * spread * spread };
}

/**
 * Least squares of t = a + b·n with the prior as further observations. Given a, each slope stands alone; put into the
 * condition for a that leaves one equation. A slope that would be negative is none.
 */
function solve(priorMs: number, registers: Slope, bits: Slope): BusTime {
  const free = [registers, bits];
  let requestMs = bestRequest(priorMs, registers, bits, free);
  const positive = free.filter((slope) => slopeAt(slope, requestMs) > 0);
  if (positive.length < free.length) requestMs = bestRequest(priorMs, registers, bits, positive);
  requestMs = Math.max(LEAST_REQUEST_MS, requestMs);
  return {
    requestMs,
    registerMs: Math.max(0, slopeAt(registers, requestMs)),
    bitMs: Math.max(0, slopeAt(bits, requestMs)),
  };
}

function bestRequest(priorMs: number, registers: Slope, bits: Slope, free: readonly Slope[]): number {
  let weight = TINY + registers.w + bits.w;
  let time = TINY * priorMs + registers.t + bits.t;
  for (const slope of free) {
    const share = slope.n / (slope.nn + slope.hold);
    weight -= share * slope.n;
    time -= share * (slope.nt + slope.hold * slope.prior);
  }
  return time / weight;
}

function slopeAt({ n, nn, nt, prior, hold }: Slope, requestMs: number): number {
  return (nt + hold * prior - requestMs * n) / (nn + hold);
}

function medianOf(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
