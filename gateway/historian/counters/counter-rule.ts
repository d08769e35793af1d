import { holdMsOf } from '../limits.ts';
import type { HistorianPoint } from '../settings.ts';
import type { CounterState, Reading } from './reading.ts';

/** What is known about a counter beforehand. */
export interface CounterRule {
  /** Modulus: the reading at which the register starts again from 0; undefined when it never does. */
  readonly rollover: number | undefined;
  /** Largest plausible rise per hour, in the counter's unit; undefined when unknown. */
  readonly maxPerHour: number | undefined;
  /** One step of the counter, in its unit. */
  readonly step: number;
  /** Readings further apart than this leave a gap. */
  readonly holdMs: number;
}

const SMALLEST_STEP = 1e-9;

export function counterRuleOf(point: HistorianPoint): CounterRule {
  const { rollover, deadband, maxPerHour, step = 0 } = point;
  return { rollover, maxPerHour, step: Math.max(deadband, step, SMALLEST_STEP), holdMs: holdMsOf(point) };
}

const HOUR_MS = 3_600_000;

/** Some meters renew their register only now and then; a rise may stand for all the time it was not renewed, up to this. */
export const LONGEST_BUNCH_MS = HOUR_MS;

/** Above this share of the modulus a fall may be a roll-over. */
const ROLLOVER_FROM = 0.9;
/** How far a register rises through its end at most when its largest rate is not known, as a share of the modulus. */
const ROLLOVER_REACH = 0.1;

/** Up to so many steps down is rounding, or two words read in two requests. */
const STEPS_BACK = 10;
/** And not more than this share of the reading: a coarse counter that begins again from 8 has not been rounded. */
const SHARE_BACK = 0.001;

/** The power beside a counter may differ from it by so much and still explain a rise. */
const POWER_MARGIN = 1.5;

/** A single-precision register cannot show less than this at `value`. */
const singleStep = (value: number): number => (value === 0 ? 0 : 2 ** (Math.floor(Math.log2(Math.abs(value))) - 23));

/** The smallest difference that means something at this value. */
export const stepAt = (rule: CounterRule, value: number): number => Math.max(rule.step, singleStep(value));

/** Most that can have been counted in so much time; undefined when the rule does not say. */
export const mostIn = (rule: CounterRule, ms: number, value: number): number | undefined =>
  rule.maxPerHour === undefined ? undefined : (rule.maxPerHour * ms) / HOUR_MS + stepAt(rule, value);

/** What the power point beside a counter says it should have counted, in its unit; undefined when there is no such point or it has holes. */
export type PowerBeside = (fromMs: number, toMs: number) => number | undefined;

export type Step =
  | { readonly kind: 'rise' | 'rollover'; readonly rise: number }
  | { readonly kind: 'small-step-back' }
  /** Reset, replaced meter, wrong reading, implausible jump. */
  | { readonly kind: 'contradiction' };

/** What the step from one reading to the next means. */
export function judgeStep(
  rule: CounterRule,
  from: Pick<CounterState, 'accepted' | 'unchangedSinceMs'>,
  to: Reading,
  power?: PowerBeside,
): Step {
  const { accepted, unchangedSinceMs } = from;
  const sinceMs = Math.min(accepted.time, Math.max(unchangedSinceMs, accepted.time - LONGEST_BUNCH_MS));
  const most = mostIn(rule, to.time - sinceMs, accepted.value);
  const delta = to.value - accepted.value;
  if (delta >= 0) {
    const isPlausible = most === undefined || delta <= most || isExplained(power?.(sinceMs, to.time), delta);
    return isPlausible ? { kind: 'rise', rise: delta } : { kind: 'contradiction' };
  }
  const through = riseThroughEnd(rule, accepted, delta, most);
  if (through !== undefined) return { kind: 'rollover', rise: through };
  return -delta <= mostBack(rule, accepted.value) ? { kind: 'small-step-back' } : { kind: 'contradiction' };
}

function mostBack(rule: CounterRule, value: number): number {
  const step = stepAt(rule, value);
  return Math.min(STEPS_BACK * step, Math.max(step, SHARE_BACK * value));
}

/** A limit that was set too low must not throw away what the power confirms. */
const isExplained = (energy: number | undefined, delta: number): boolean =>
  energy !== undefined && delta <= energy * POWER_MARGIN;

function riseThroughEnd(
  { rollover }: CounterRule,
  from: Reading,
  delta: number,
  most: number | undefined,
): number | undefined {
  if (rollover === undefined || from.value <= ROLLOVER_FROM * rollover) return undefined;
  const rise = delta + rollover;
  return rise >= 0 && rise <= (most ?? ROLLOVER_REACH * rollover) ? rise : undefined;
}
