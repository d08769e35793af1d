import type { MeanDuration, Rate } from '../../domain/duty/kpi/kpi.ts';
import type { RateName, RateTarget } from '../../domain/duty/kpi/kpi-plan.ts';

/** Cases that count for a rate, and of how many. */
export interface Count {
  readonly count: number;
  readonly of: number;
}

/** How many of the cases in question hold. */
export function countOf<T>(cases: readonly T[], holds: (one: T) => boolean): Count {
  return { count: cases.filter(holds).length, of: cases.length };
}

export const addCounts = (a: Count, b: Count): Count => ({ count: a.count + b.count, of: a.of + b.of });

/** The rate beside its target. Too few cases show counts alone. */
export function rateOf(name: RateName, { count, of }: Count, target: RateTarget, leastCases: number): Rate {
  const percent = of < leastCases || of === 0 ? null : (100 * count) / of;
  return { name, count, of, percent, target: target.value, side: target.side, verdict: verdictOf(percent, target) };
}

function verdictOf(percent: number | null, { value, side }: RateTarget): Rate['verdict'] {
  if (percent === null) return 'none';
  return (side === 'least' ? percent >= value : percent <= value) ? 'met' : 'missed';
}

/** Mean and the time nine of ten keep, of whatever there is. */
export function durationsOf(durations: readonly number[]): MeanDuration {
  const sorted = [...durations].sort((a, b) => a - b);
  const n = sorted.length;
  if (n === 0) return { n, meanMs: null, p90Ms: null };
  const sum = sorted.reduce((total, ms) => total + ms, 0);
  return { n, meanMs: sum / n, p90Ms: sorted[Math.ceil(n * 0.9) - 1]! };
}
