/** An hour or so of counted energy, instants in ms. */
export interface Bucket {
  readonly startMs: number;
  readonly endMs: number;
  readonly kwh: number | null;
  /** Share of the time with readings, 0–1. */
  readonly coverage: number;
}

/** A former day like this one: when it began, and what was used in its hours. */
export interface FormerDay {
  readonly startMs: number;
  readonly buckets: readonly Bucket[];
}

export interface Expected {
  /** Up to the same time of day, kWh; mean of the days that are complete that far. */
  readonly kwh: number;
  /** Mean power in the same hour, kW; null where no day is complete there. */
  readonly kw: number | null;
  /** From how many days it is taken. */
  readonly days: number;
}

const HOUR_MS = 3_600_000;
/** Less of a time with readings, and a day says nothing. */
const LEAST_COVERAGE = 0.95;

/** What such days used up to this time of day; null where no day has readings all the way. A part of an hour counts in proportion. */
export function expectedAfter(elapsedMs: number, days: readonly FormerDay[]): Expected | null {
  const sums = days.flatMap((day) => usedUntil(day, elapsedMs) ?? []);
  if (sums.length === 0) return null;
  const powers = days.flatMap((day) => powerAt(day, elapsedMs) ?? []);
  return { kwh: mean(sums), kw: powers.length > 0 ? mean(powers) : null, days: sums.length };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const isComplete = ({ kwh, coverage }: Bucket): boolean => kwh !== null && coverage >= LEAST_COVERAGE;

function usedUntil({ startMs, buckets }: FormerDay, elapsedMs: number): number | null {
  const until = startMs + elapsedMs;
  const begun = buckets.filter((bucket) => bucket.startMs < until);
  if (begun.length === 0 || !begun.every(isComplete) || begun.at(-1)!.endMs < until) return null;
  return begun.reduce((sum, { startMs: from, endMs, kwh }) => {
    const share = Math.min(1, (until - from) / (endMs - from));
    return sum + (kwh ?? 0) * share;
  }, 0);
}

function powerAt({ startMs, buckets }: FormerDay, elapsedMs: number): number | null {
  const at = startMs + elapsedMs;
  const bucket = buckets.find(({ startMs: from, endMs }) => from <= at && at < endMs);
  if (!bucket || !isComplete(bucket)) return null;
  return ((bucket.kwh ?? 0) * HOUR_MS) / (bucket.endMs - bucket.startMs);
}
