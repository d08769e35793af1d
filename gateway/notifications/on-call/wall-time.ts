import { Temporal } from 'temporal-polyfill';

/** A date and time as clocks on the wall show it. */
export type WallTime = Temporal.PlainDateTime;

/** The first instant at which clocks of the zone show it; of a time that is left out the first instant after. ms since the epoch. */
export const firstInstant = (wall: WallTime, timeZone: string): number => instantOf(wall, timeZone, 'earlier');

/** The last such instant. So what ends at a wall time and what begins at it overlap where it comes twice, and never leave a gap. */
export const lastInstant = (wall: WallTime, timeZone: string): number => instantOf(wall, timeZone, 'later');

function instantOf(wall: WallTime, timeZone: string, disambiguation: 'earlier' | 'later'): number {
  const shown = wall.toZonedDateTime(timeZone, { disambiguation });
  if (shown.toPlainDateTime().equals(wall)) return shown.epochMilliseconds;
  const before = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return (before.getTimeZoneTransition('next') ?? shown).epochMilliseconds;
}

export function wallTimeOf(ms: number, timeZone: string): WallTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDateTime();
}

/** Minutes of the day may be 1440, the midnight after. */
export const atMinute = (date: Temporal.PlainDate, minute: number): WallTime =>
  date.toPlainDateTime().add({ minutes: minute });

/** The first instant after `now` at which clocks show this minute of the day. */
export function nextLocalMinute(minute: number, timeZone: string, now: number): number {
  const today = wallTimeOf(now, timeZone).toPlainDate();
  const days = [-1, 0, 1, 2, 3].map((ahead) => firstInstant(atMinute(today.add({ days: ahead }), minute), timeZone));
  return days.find((at) => at > now) ?? now + DAY_MS;
}

const DAY_MS = 86_400_000;
