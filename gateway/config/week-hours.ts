import { z } from 'zod';
import type { WeekHours } from '../domain/condition.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const DAY = `(?:${DAYS.join('|')})`;
const HOURS = new RegExp(`^(daily|(${DAY})(?:-(${DAY}))?) (${TIME})-(${TIME}|24:00)$`);
const EXAMPLES = ['mon-fri 08:00-18:00', 'sat 09:00-13:00', 'daily 22:00-07:00'];

/** Days and hours of the site's week; over midnight where the end comes before the beginning. */
export const weekHours = z
  .string()
  .regex(HOURS, `days and hours such as ${EXAMPLES.join(', ')}`)
  .refine((text) => !/ (\d\d:\d\d)-\1$/.test(text), 'ends when it begins; write 00:00-24:00 for the whole day')
  .meta({ title: 'Hours of the week', examples: EXAMPLES });

/** A time of the day, `08:30`. */
export const clockTime = z
  .string()
  .regex(new RegExp(`^${TIME}$`), 'a time such as 08:30')
  .meta({ title: 'Time of day', examples: ['08:30'] });

/** One shift of a day, `20:00-08:00`. */
export const shiftHours = z
  .string()
  .regex(new RegExp(`^${TIME}-(${TIME}|24:00)$`), 'a shift such as 08:00-20:00')
  .meta({ title: 'Shift', examples: ['08:00-20:00', '20:00-08:00'] });

/** Minutes since midnight of a checked time. */
export function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/** From and to of a checked shift, in minutes of the day. */
export function shiftOf(text: string): { readonly from: number; readonly to: number } {
  const [from = '', to = ''] = text.split('-');
  return { from: minutesOf(from), to: minutesOf(to) };
}

/** A checked text as days (1 is Monday) and minutes; `sat-mon` goes over the end of the week. */
export function weekHoursOf(text: string): WeekHours {
  const [, days = '', first = '', last = first, from = '', to = ''] = HOURS.exec(text) ?? [];
  const on = days === 'daily' ? daysBetween('mon', 'sun') : daysBetween(first, last);
  return { days: on, from: minutesOf(from), to: minutesOf(to) };
}

function daysBetween(first: string, last: string): number[] {
  const start = DAYS.indexOf(first);
  const count = ((DAYS.indexOf(last) - start + DAYS.length) % DAYS.length) + 1;
  return Array.from({ length: count }, (_, step) => ((start + step) % DAYS.length) + 1);
}
