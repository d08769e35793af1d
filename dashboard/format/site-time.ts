import { MISSING } from './number.ts';

/** Moments as the site reads them: its zone, 24 hours. */
export interface SiteTime {
  /** `04:08:13` */
  clock(ms: number): string;
  /** `04:08` */
  minute(ms: number): string;
  /** `22 Nov` or `11-22` */
  day(ms: number): string;
  /** `2018-07-26` */
  date(ms: number): string;
  /** `2018-07` */
  month(ms: number): string;
  /** `04:08` when it is today, otherwise with the day before it. */
  brief(ms: number, now: number): string;
  /** Time of day when it is today, otherwise with the day before it; `MISSING` for none. */
  stamp(ms: number | null, now: number): string;
}

const FIELDS = { hour12: false, hourCycle: 'h23' } as const;

/** Formats for one IANA zone. An unknown zone throws RangeError. */
export function createSiteTime(timeZone: string): SiteTime {
  const make = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat('en-GB', { ...FIELDS, timeZone, ...options });
  const clock = make({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const minute = make({ hour: '2-digit', minute: '2-digit' });
  const date = new Intl.DateTimeFormat('en-CA', { timeZone, month: '2-digit', day: '2-digit' });
  const fullDay = new Intl.DateTimeFormat('en-CA', { timeZone });
  const isToday = (ms: number, now: number): boolean => fullDay.format(ms) === fullDay.format(now);
  const dayAndMinute = (ms: number): string => `${date.format(ms)} ${minute.format(ms)}`;
  const stamp = (ms: number, now: number): string => (isToday(ms, now) ? clock.format(ms) : dayAndMinute(ms));
  return {
    clock: (ms) => clock.format(ms),
    minute: (ms) => minute.format(ms),
    day: (ms) => date.format(ms),
    date: (ms) => fullDay.format(ms),
    month: (ms) => fullDay.format(ms).slice(0, 7),
    brief: (ms, now) => (isToday(ms, now) ? minute.format(ms) : dayAndMinute(ms)),
    stamp: (ms, now) => (ms === null ? MISSING : stamp(ms, now)),
  };
}

/** ms of an ISO instant of the wire; null stays null. */
export const msOf = (iso: string | null): number | null => (iso === null ? null : Date.parse(iso));
