import type { ZoneOffsets } from '../../zone-offsets.ts';
import type { SheetForm } from './sheet-form.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
export const DAY_MINUTES = 1_440;

/** A civil day of the site: 23, 24 or 25 hours. */
export interface CivilDay {
  /** yyyy-mm-dd */
  readonly date: string;
  readonly startMs: number;
  readonly endMs: number;
}

const startOf = (wallMs: number, zone: ZoneOffsets): number => zone.instants(wallMs)[0] ?? wallMs - zone.at(wallMs);

/** The day of a date; where clocks are put forward at midnight it begins an hour later. */
export function civilDay(date: string, zone: ZoneOffsets): CivilDay {
  const wall = Date.parse(`${date}T00:00:00Z`);
  return { date, startMs: startOf(wall, zone), endMs: startOf(wall + DAY_MS, zone) };
}

/** The date that clocks at the site show. */
export const dateAt = (ms: number, zone: ZoneOffsets): string => new Date(ms + zone.at(ms)).toISOString().slice(0, 10);

/** The date so many days later. */
export const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** 1 is Monday. */
export const weekdayOf = (date: string): number => ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

/**
 * The moments of a day at which clocks show these minutes. An hour that is left out has none, one that comes twice has two:
 * a two-hourly sheet of a zone with summer time has 11 or 13 slots on those days.
 */
export function slotsOf({ slots }: Pick<SheetForm, 'slots'>, { date }: CivilDay, zone: ZoneOffsets): readonly number[] {
  const wall = Date.parse(`${date}T00:00:00Z`);
  return slots.flatMap((minute) => [...zone.instants(wall + minute * MINUTE_MS)]).sort((a, b) => a - b);
}
