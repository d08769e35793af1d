import { ZoneOffsets } from '../zone-offsets.ts';
import type { Day } from './maintenance/maintenance-plan.ts';

const DAY_MS = 86_400_000;

/** `2026-11-22` as a day; NaN for what is no date. */
export const dayOfText = (text: string): Day => Date.parse(`${text}T00:00:00Z`) / DAY_MS;

/** A day as `2026-11-22`. */
export const textOfDay = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The same day of the month so many months on; the last of the month where it has no such day. */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(day * DAY_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / DAY_MS;
}

/** `2026-11` of a day. */
export const monthOfDay = (day: Day): string => textOfDay(day).slice(0, 7);

/** First day of a month such as `2026-11`, and of the one after it. */
export function daysOfMonth(month: string): readonly [Day, Day] {
  const first = dayOfText(`${month}-01`);
  return [first, addMonths(first, 1)];
}

/** 1 is Monday. The epoch began on a Thursday. */
export const weekdayOfDay = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** Between moments and the calendar of one place. Throws RangeError for a zone that does not exist. */
export class SiteCalendar {
  private readonly zone: ZoneOffsets;

  constructor(timeZone: string) {
    this.zone = new ZoneOffsets(timeZone);
  }

  dayAt(ms: number): Day {
    return Math.floor((ms + this.zone.at(ms)) / DAY_MS);
  }

  /** The first moment of a day; where clocks leave midnight out, the first after it. */
  startOf(day: Day): number {
    const [first] = this.zone.instants(day * DAY_MS);
    return first ?? this.zone.instants(day * DAY_MS + DAY_MS / 24)[0] ?? day * DAY_MS;
  }

  /** The first moment after it. */
  endOf(day: Day): number {
    return this.startOf(day + 1);
  }

  /** Minutes since local midnight. */
  minuteAt(ms: number): number {
    const local = ms + this.zone.at(ms);
    return Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / 60_000);
  }

  /** Local date and time, `2026-11-22 08:30`. */
  text(ms: number): string {
    return this.zone.text(ms).slice(0, 16).replace('T', ' ');
  }
}
