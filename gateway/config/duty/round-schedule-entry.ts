import { z } from 'zod';
import { duration, durationMs } from '../../domain/duration.ts';
import type { RoundSchedule } from '../../domain/duty/rounds/rounds-plan.ts';
import { clockTime, minutesOf } from '../week-hours.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const isWholeMinutes = (text: string): boolean => {
  const ms = durationMs(text);
  return ms % MINUTE_MS === 0 && ms >= 10 * MINUTE_MS && ms <= DAY_MINUTES * MINUTE_MS;
};

const localDate = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, 'a date such as 2026-01-05')
  .refine((text) => !Number.isNaN(Date.parse(text)), 'is not in the calendar');

/** When something is to be done, in local time of the site: keys of the entry itself. */
export const scheduleKeys = {
  times: z.array(clockTime).min(1).max(48).optional().meta({ description: 'Times of the day' }),
  every: duration
    .refine(isWholeMinutes, 'whole minutes, from 10m to 24h')
    .optional()
    .meta({ description: 'Instead of times: all through the day, beginning with `anchor`' }),
  anchor: clockTime.default('00:00').meta({ description: 'First time of the day where there is `every`' }),
  weekdays: z.array(z.enum(WEEKDAYS)).default([]).meta({ description: 'Only on these days; every day by default' }),
  monthDays: z
    .array(z.union([z.int().min(1).max(31), z.literal(-1)]))
    .default([])
    .meta({ description: 'Only on these days of the month; -1 is the last' }),
  months: z.array(z.int().min(1).max(12)).default([]).meta({ description: 'Only in these months' }),
  everyDays: z
    .strictObject({ count: z.int().min(1).max(400), from: localDate })
    .optional()
    .meta({ description: 'Every so many days, counted from a date' }),
};
const scheduleShape = z.object(scheduleKeys);
export type ScheduleEntry = z.infer<typeof scheduleShape>;

/** The entry as a schedule; `otherwise` are the times where it says none. */
export function scheduleOf(entry: ScheduleEntry, otherwise: readonly string[]): RoundSchedule {
  const { weekdays, monthDays, months, everyDays } = entry;
  const times =
    entry.every === undefined ? (entry.times ?? otherwise).map(minutesOf) : throughTheDay(entry, entry.every);
  return {
    times: [...new Set(times)].sort((a, b) => a - b),
    weekdays: weekdays.map((day) => WEEKDAYS.indexOf(day) + 1),
    ...{ monthDays, months, everyDays: everyDays ?? null },
  };
}

/** The anchor and what follows it until the day is over; tomorrow begins with the anchor again. */
function throughTheDay({ anchor }: ScheduleEntry, every: string): number[] {
  const step = durationMs(every) / MINUTE_MS;
  const times: number[] = [];
  for (let minute = minutesOf(anchor); minute < DAY_MINUTES; minute += step) times.push(minute);
  return times;
}
