import type { WeekHours } from './condition.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1_440;

/** Whether a local time (read as if it were UTC) lies within one of the hours. Hours over midnight belong to the day they begin on. */
export function isInHours(hours: readonly WeekHours[], localMs: number): boolean {
  const day = Math.floor(localMs / DAY_MS);
  const minute = Math.floor((localMs - day * DAY_MS) / MINUTE_MS);
  return hours.some(({ days, from, to }) => {
    if (from <= to) return days.includes(weekdayOf(day)) && minute >= from && minute < to;
    return (
      (days.includes(weekdayOf(day)) && minute >= from && minute < DAY_MINUTES) ||
      (days.includes(weekdayOf(day - 1)) && minute < to)
    );
  });
}

/** 1 is Monday. The epoch began on a Thursday. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;
