import { Temporal } from 'temporal-polyfill';
import type { EnergyReport } from '../domain/energy.ts';

/** Edges of consecutive buckets, ms: n + 1 numbers for n buckets. */
export type Edges = readonly number[];

export interface Period {
  readonly bucket: EnergyReport['bucket'];
  /** The period, cut at now. */
  readonly current: Edges;
  /** The one before, cut at the same point of its course, so that like is compared with like. */
  readonly previous: Edges;
}

const START_OF: Readonly<Record<EnergyReport['period'], (now: Temporal.ZonedDateTime) => Temporal.ZonedDateTime>> = {
  today: (now) => now.startOfDay(),
  week: (now) => now.startOfDay().subtract({ days: now.dayOfWeek - 1 }),
  month: (now) => now.with({ day: 1 }).startOfDay(),
  year: (now) => now.with({ month: 1, day: 1 }).startOfDay(),
};

const LENGTH_OF: Readonly<Record<EnergyReport['period'], Temporal.DurationLike>> = {
  today: { days: 1 },
  week: { weeks: 1 },
  month: { months: 1 },
  year: { years: 1 },
};

const BUCKET_OF = { today: 'hour', week: 'day', month: 'day', year: 'month' } as const;
const STEP_OF = { hour: { hours: 1 }, day: { days: 1 }, month: { months: 1 } } as const;
/** In what the course of a period is told, so that the same point of the one before can be found. */
const COURSE_OF = { today: 'hours', week: 'hours', month: 'days', year: 'months' } as const;

/**
 * Hours of a day, days of a week or month, or months of a year in the site's zone, of the period that `atMs` lies in. Days have 23, 24 or 25 hours as the zone says;
 * hours are counted in real time, so that a day of 25 hours has 25 buckets.
 */
export function periodAt(name: EnergyReport['period'], nowMs: number, timeZone: string, atMs = nowMs): Period {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  const at = Temporal.Instant.fromEpochMilliseconds(Math.min(atMs, nowMs)).toZonedDateTimeISO(timeZone);
  const start = START_OF[name](at);
  const end = earlier(start.add(LENGTH_OF[name]), now);
  const previousStart = start.subtract(LENGTH_OF[name]);
  const isWhole = Temporal.ZonedDateTime.compare(end, now) < 0;
  const cut = previousStart.add(end.since(start, { largestUnit: COURSE_OF[name] }));
  const previousEnd = isWhole ? start : earlier(cut, start);
  const bucket = BUCKET_OF[name];
  return { bucket, current: edges(start, end, bucket), previous: edges(previousStart, previousEnd, bucket) };
}

const earlier = (a: Temporal.ZonedDateTime, b: Temporal.ZonedDateTime): Temporal.ZonedDateTime =>
  Temporal.ZonedDateTime.compare(a, b) < 0 ? a : b;

function edges(start: Temporal.ZonedDateTime, end: Temporal.ZonedDateTime, bucket: Period['bucket']): Edges {
  const step = STEP_OF[bucket];
  const out: number[] = [];
  for (let at = start; Temporal.ZonedDateTime.compare(at, end) < 0; at = at.add(step)) out.push(at.epochMilliseconds);
  out.push(end.epochMilliseconds);
  return out;
}
