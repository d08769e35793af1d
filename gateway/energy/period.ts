import { Temporal } from 'temporal-polyfill';
import type { EnergyReport } from '../domain/energy.ts';

/** Edges of consecutive buckets, ms: n + 1 numbers for n buckets. */
export type Edges = readonly number[];

export interface Period {
  readonly bucket: EnergyReport['bucket'];
  /** The period under way, cut at now. */
  readonly current: Edges;
  /** The one before, cut at the same point of its course, so that like is compared with like. */
  readonly previous: Edges;
}

const START_OF: Readonly<Record<EnergyReport['period'], (now: Temporal.ZonedDateTime) => Temporal.ZonedDateTime>> = {
  today: (now) => now.startOfDay(),
  week: (now) => now.startOfDay().subtract({ days: now.dayOfWeek - 1 }),
  month: (now) => now.startOfDay().with({ day: 1 }),
};

const LENGTH_OF: Readonly<Record<EnergyReport['period'], Temporal.DurationLike>> = {
  today: { days: 1 },
  week: { weeks: 1 },
  month: { months: 1 },
};

/**
 * Hours of a day or days of a week or month in the site's zone. Days have 23, 24 or 25 hours as the zone says;
 * hours are counted in real time, so that a day of 25 hours has 25 buckets.
 */
export function periodAt(name: EnergyReport['period'], nowMs: number, timeZone: string): Period {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  const start = START_OF[name](now);
  const previousStart = start.subtract(LENGTH_OF[name]);
  const cut = previousStart.add(now.since(start, { largestUnit: name === 'month' ? 'days' : 'hours' }));
  const previousEnd = Temporal.ZonedDateTime.compare(cut, start) < 0 ? cut : start;
  const bucket = name === 'today' ? 'hour' : 'day';
  return { bucket, current: edges(start, now, bucket), previous: edges(previousStart, previousEnd, bucket) };
}

function edges(start: Temporal.ZonedDateTime, end: Temporal.ZonedDateTime, bucket: 'hour' | 'day'): Edges {
  const step = bucket === 'hour' ? { hours: 1 } : { days: 1 };
  const out: number[] = [];
  for (let at = start; Temporal.ZonedDateTime.compare(at, end) < 0; at = at.add(step)) out.push(at.epochMilliseconds);
  out.push(end.epochMilliseconds);
  return out;
}
