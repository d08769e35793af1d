export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Shanghai has been eight hours ahead since 1991; what the test knows of calendars is this and the dates below. */
const AHEAD = 8 * HOUR;

/** Monday 29 June 2026, midnight at the site. The month ends on Tuesday. */
export const MONDAY = Date.UTC(2026, 5, 29) - AHEAD;
export const WEEK_END = MONDAY + 7 * DAY;
/** The gateway is started shortly before, and goes on until the papers of Sunday have been looked at. */
export const START = MONDAY - 20 * MINUTE;
export const END = WEEK_END + 12 * HOUR;

/** The midnights of the week. */
export const DAYS: readonly number[] = Array.from({ length: 7 }, (_, day) => MONDAY + day * DAY);

/** A moment of the week: 0 is Monday. */
export const momentOf = (day: number, minute: number): number => MONDAY + day * DAY + minute * MINUTE;

/** `2026-06-29` as clocks at the site show it. */
export const dateOf = (ms: number): string => new Date(ms + AHEAD).toISOString().slice(0, 10);

/** Minutes since midnight. */
export const minuteOf = (ms: number): number => Math.floor(((ms + AHEAD) % DAY) / MINUTE);

/** 1 is Monday. */
export const weekdayOf = (ms: number): number => new Date(ms + AHEAD).getUTCDay() || 7;

/** `2026-06-29 10:00`, for messages. */
export const textOf = (ms: number): string => new Date(ms + AHEAD).toISOString().slice(0, 16).replace('T', ' ');

/** Days since 1970, as plans count them. */
export const dayNumberOf = (ms: number): number => Math.floor((ms + AHEAD) / DAY);

export const dateOfDayNumber = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** The same day of another month; where that has none its last. */
export function monthsAfter(day: number, months: number): number {
  const date = new Date(day * DAY);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return first / DAY + Math.min(date.getUTCDate(), last) - 1;
}

/** Two days, two nights, two days off, from 5 January on: who has the duty, by the site file read by hand. */
const PATTERN = [
  ['wang', 'zhang'],
  ['wang', 'zhang'],
  ['li', 'wang'],
  ['li', 'wang'],
  ['zhang', 'li'],
  ['zhang', 'li'],
] as const;
const PATTERN_START = Date.UTC(2026, 0, 5) - AHEAD;

/** Who has the duty at a moment; the night goes on until eight. */
export function onDutyAt(ms: number): string {
  const day = Math.floor((ms - 8 * HOUR - PATTERN_START) / DAY);
  const isNight = minuteOf(ms) < 8 * 60 || minuteOf(ms) >= 20 * 60;
  return PATTERN[((day % 6) + 6) % 6]![isNight ? 1 : 0];
}
