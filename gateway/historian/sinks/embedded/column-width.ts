import type { Level } from './levels.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Widths a person can read off an axis; each is a multiple of the rollup level it is made from. */
const WIDTHS_MS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((n) => n),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 10, 30, 100, 365].map((n) => n * DAY),
];

/** The smallest readable width that needs no more than `width` columns for the span. */
export function chooseColumnMs(spanMs: number, width: number): number {
  return WIDTHS_MS.find((candidate) => candidate * width >= spanMs) ?? WIDTHS_MS.at(-1)!;
}

/** The coarsest rollup level that fits into the column, or `raw` below one minute. */
export function chooseLevel(columnMs: number): Level | 'raw' {
  if (columnMs >= DAY) return 1440;
  if (columnMs >= HOUR) return 60;
  if (columnMs >= 15 * MINUTE) return 15;
  return columnMs >= MINUTE ? 1 : 'raw';
}
