import type { Correction } from './correction.ts';
import { type CounterRule, stepAt } from './counter-rule.ts';
import type { CounterSegment } from './reading.ts';
import type { Surroundings } from './surroundings.ts';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

/** Some meters renew their registers every quarter of an hour only; nothing shorter is called stuck. */
const STUCK_AFTER_MS = HOUR_MS / 2;
/** Without a power point beside the counter, only this much silence says anything. */
const STUCK_ALONE_MS = 24 * HOUR_MS;
const STUCK_STEPS = 3;
/** A meter need not count below its starting current, 0.4 % of the basic current (IEC 62053-21, table 16). */
const STARTING_SHARE = 0.004;

/** A stretch in which the register showed the same value, from when it did so first. */
export interface Standstill {
  readonly sinceMs: number;
  /** Where the part that is looked at begins. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly value: number;
}

/**
 * The register stood still although energy went through the meter: by the power beside it, or, where there is none, because
 * it rose at the same time a week earlier. Undefined when standing still was right or nobody can tell.
 */
export function judgeStandstill(rule: CounterRule, still: Standstill, around: Surroundings): Correction | undefined {
  const { sinceMs, fromMs, untilMs, value } = still;
  if (untilMs - sinceMs < STUCK_AFTER_MS || untilMs <= fromMs) return undefined;
  const missed = missedRise(still, around);
  const least = Math.max(STUCK_STEPS * stepAt(rule, value), startingRise(rule, untilMs - fromMs));
  if (missed === undefined || missed <= least) return undefined;
  return {
    ...{ kind: 'stuck', fromMs: sinceMs, toMs: untilMs, before: value, after: value, increment: 0 },
    ...{ quality: 'suspect', count: 1, declaration: 0 },
  };
}

function missedRise({ sinceMs, fromMs, untilMs }: Standstill, { power, earlier }: Surroundings): number | undefined {
  if (power) return power(fromMs, untilMs);
  return untilMs - sinceMs < STUCK_ALONE_MS ? undefined : earlier(fromMs - WEEK_MS, untilMs - WEEK_MS);
}

const startingRise = ({ maxPerHour = 0 }: CounterRule, ms: number): number =>
  (STARTING_SHARE * maxPerHour * ms) / HOUR_MS;

/** The same segments, those of the stretch marked as suspect. */
export const markSuspect = (segments: readonly CounterSegment[], fromMs: number, untilMs: number): CounterSegment[] =>
  segments.map((one) => (one.fromMs >= fromMs && one.toMs <= untilMs ? { ...one, quality: 'suspect' } : one));
