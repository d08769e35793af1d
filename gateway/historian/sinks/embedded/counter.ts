import { HOLD_MS } from '../../limits.ts';
import { isUsable, type Series } from '../../series.ts';

/** What is known about a counter beforehand. */
export interface CounterRule {
  /** Modulus: the reading at which the register starts again from 0; undefined when it never does. */
  readonly rollover: number | undefined;
  /** Largest plausible rise per hour, in the counter's unit; undefined when unknown. */
  readonly maxPerHour: number | undefined;
  /** One step of the counter, in its unit. */
  readonly step: number;
}

/** The counter rose by `rise` between two readings; `coveredMs` of that time had readings close enough together. */
export interface CounterSegment {
  readonly fromMs: number;
  readonly toMs: number;
  readonly rise: number;
  readonly coveredMs: number;
}

export interface Reading {
  readonly time: number;
  readonly value: number;
}

/** Last accepted reading, and readings that contradict it and wait for confirmation. */
export interface CounterState {
  readonly accepted: Reading;
  readonly held: readonly Reading[];
}

/** A reading that contradicts the last one is believed when this many in all agree with it. */
const READINGS_TO_BELIEVE = 3;

const HOUR_MS = 3_600_000;

/** A single-precision register cannot show less than this at `value`. */
const singleStep = (value: number): number => (value === 0 ? 0 : 2 ** (Math.floor(Math.log2(Math.abs(value))) - 23));

type Step =
  | { readonly kind: 'rise'; readonly rise: number }
  /** Rounding, or two words read in two requests. */
  | { readonly kind: 'small-step-back' }
  /** Reset, replaced meter, wrong reading, implausible jump. */
  | { readonly kind: 'contradiction' };

/** What the step from one reading to the next means. */
export function judgeStep(rule: CounterRule, from: Reading, to: Reading): Step {
  const step = Math.max(rule.step, singleStep(from.value));
  const limit = rule.maxPerHour === undefined ? undefined : (rule.maxPerHour * (to.time - from.time)) / HOUR_MS + step;
  const delta = to.value - from.value;
  if (delta >= 0)
    return limit === undefined || delta <= limit ? { kind: 'rise', rise: delta } : { kind: 'contradiction' };
  const { rollover } = rule;
  if (rollover !== undefined && from.value > 0.9 * rollover) {
    const rise = delta + rollover;
    if (rise >= 0 && rise <= (limit ?? 0.1 * rollover)) return { kind: 'rise', rise };
  }
  return delta >= -10 * step ? { kind: 'small-step-back' } : { kind: 'contradiction' };
}

interface Taken {
  readonly state: CounterState;
  /** Rises that became known with this reading, in order of time. */
  readonly segments: readonly CounterSegment[];
}

/** Takes the next usable reading; readings come in order of time. */
export function takeReading(rule: CounterRule, state: CounterState | undefined, reading: Reading): Taken {
  if (!state) return { state: { accepted: reading, held: [] }, segments: [] };
  const { accepted } = state;
  const step = judgeStep(rule, accepted, reading);
  switch (step.kind) {
    case 'rise':
      return { state: { accepted: reading, held: [] }, segments: [segmentOf(accepted, reading, step.rise)] };
    case 'small-step-back':
      // Too low by rounding only: counting on from it would count the step twice. Its time is proof of life.
      return {
        state: { accepted: { time: reading.time, value: accepted.value }, held: [] },
        segments: [segmentOf(accepted, reading, 0)],
      };
    case 'contradiction':
      return believeOrHold(rule, state, reading);
  }
}

/**
 * One odd reading is a glitch and vanishes when the next fits the old ones. When several agree with each other the
 * counter was reset or replaced, and counting goes on from there.
 */
function believeOrHold(rule: CounterRule, { accepted, held }: CounterState, reading: Reading): Taken {
  const previous = held.at(-1);
  const agrees = previous !== undefined && judgeStep(rule, previous, reading).kind === 'rise';
  const readings = agrees ? [...held, reading] : [reading];
  if (readings.length < READINGS_TO_BELIEVE) return { state: { accepted, held: readings }, segments: [] };
  const first = readings[0]!;
  const restart = riseSinceReset(rule, accepted, first);
  const segments = restart > 0 ? [segmentOf(accepted, first, restart)] : [];
  return {
    state: { accepted: reading, held: [] },
    segments: [...segments, segmentOf(first, reading, riseThrough(rule, readings))],
  };
}

/**
 * A register that started again from 0 has counted at least what it shows. A replaced meter shows another history,
 * and a jump shows a mistake: neither says what was consumed, so nothing is counted for them.
 */
function riseSinceReset(rule: CounterRule, last: Reading, first: Reading): number {
  if (first.value < 0 || first.value >= last.value) return 0;
  const limit =
    rule.maxPerHour === undefined
      ? last.value / 100
      : (rule.maxPerHour * (first.time - last.time)) / HOUR_MS + rule.step;
  return first.value <= limit ? first.value : 0;
}

function riseThrough(rule: CounterRule, readings: readonly Reading[]): number {
  let rise = 0;
  for (let i = 1; i < readings.length; i++) {
    const step = judgeStep(rule, readings[i - 1]!, readings[i]!);
    if (step.kind === 'rise') rise += step.rise;
  }
  return rise;
}

function segmentOf(from: Reading, to: Reading, rise: number): CounterSegment {
  const span = to.time - from.time;
  return { fromMs: from.time, toMs: to.time, rise, coveredMs: span <= HOLD_MS ? span : 0 };
}

/** Every rise in a series, in order of time, starting from `state`. */
export function countSeries(
  rule: CounterRule,
  state: CounterState | undefined,
  series: Series,
): { state: CounterState | undefined; segments: CounterSegment[] } {
  const segments: CounterSegment[] = [];
  let current = state;
  for (let i = 0; i < series.length; i++) {
    if (!isUsable(series, i)) continue;
    const taken = takeReading(rule, current, { time: series.time[i]!, value: series.value[i]! });
    current = taken.state;
    for (const segment of taken.segments) segments.push(segment);
  }
  return { state: current, segments };
}

/**
 * Rise and covered time of each bucket between consecutive (rising) edges. A segment that spans edges is spread evenly
 * in time, so the buckets of any partition add up to the same total.
 */
export function spreadOverEdges(
  segments: readonly CounterSegment[],
  edges: readonly number[],
): { rise: Float64Array; coveredMs: Float64Array } {
  const buckets = Math.max(0, edges.length - 1);
  const rise = new Float64Array(buckets);
  const coveredMs = new Float64Array(buckets);
  for (const segment of segments) {
    for (let b = bucketAt(edges, segment.fromMs); b < buckets && edges[b]! < segment.toMs; b++) {
      const share = before(segment, edges[b + 1]!) - before(segment, edges[b]!);
      rise[b] = rise[b]! + segment.rise * share;
      coveredMs[b] = coveredMs[b]! + segment.coveredMs * share;
    }
  }
  return { rise, coveredMs };
}

/** Share of the segment that lies before `at`, 0–1. */
function before({ fromMs, toMs }: CounterSegment, at: number): number {
  return Math.min(1, Math.max(0, (at - fromMs) / (toMs - fromMs)));
}

function bucketAt(edges: readonly number[], time: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
