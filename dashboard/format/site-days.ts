import { endOfDay } from './end-of-day.ts';

const DAY_MS = 86_400_000;

/** One day as clocks in a zone show it: 23, 24 or 25 hours. */
export interface SiteDay {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** The date so many days later. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Days one after the other, beginning with a date; each begins where the one before ends. */
export function siteDays(first: string, count: number, timeZone: string): readonly SiteDay[] {
  return Array.from({ length: count }, (_, i) => {
    const date = addDays(first, i);
    return { date, startMs: endOfDay(addDays(date, -1), timeZone), endMs: endOfDay(date, timeZone) };
  });
}
