const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** What people ask for. */
const USUAL: readonly number[] = [
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
  24 * HOUR_MS,
  72 * HOUR_MS,
];

/** For how long a condition may be shelved, shortest first; its own limit is always among them. Empty where it may not be shelved. */
export function shelfChoices(longestMs: number): readonly number[] {
  if (longestMs <= 0) return [];
  return [...USUAL.filter((ms) => ms < longestMs), longestMs];
}
