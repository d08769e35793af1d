import { z } from 'zod';
import { duration } from '../../domain/duration.ts';
import { localText } from '../../domain/text.ts';
import { entryId } from '../entry-id.ts';
import { clockTime, weekHours } from '../week-hours.ts';

const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
const WEEK = weekday.options;

const log = z.strictObject({
  id: entryId,
  form: z.string().min(1).max(60).meta({ description: 'A file of config/forms' }),
  subject: entryId.meta({ description: 'Equipment or area, as the form says' }),
  variant: z.string().max(40).optional(),
  every: duration.optional().meta({ description: 'Instead of what the form says' }),
  days: z.array(weekday).min(1).optional(),
  roles: z
    .record(z.string(), z.array(entryId).max(200))
    .default({})
    .meta({ description: 'Machines in the roles of the form' }),
  ratings: z.record(z.string(), z.number()).default({}).meta({ description: 'Such as rated_kva of a transformer' }),
});

const timedStart = z
  .strictObject({
    id: entryId,
    title: localText,
    equipment: z.array(entryId).min(1).max(50).meta({ description: 'One of them running is the group running' }),
    days: z
      .array(weekday)
      .min(1)
      .default([...WEEK]),
    start: clockTime.optional(),
    stop: clockTime.optional(),
    tolerance: duration.default('10m').meta({ description: 'Earlier or later is told as early or late' }),
    earliest: duration.default('2h').meta({ description: 'So much before still counts as this start' }),
    missedAfter: duration.default('2h'),
  })
  .refine(({ start, stop }) => start !== undefined || stop !== undefined, 'needs a start or a stop');

const band = z.tuple([z.number(), z.number()]).refine(([low, high]) => low < high, 'ends before it begins');

const comfortZone = z.strictObject({
  id: entryId,
  title: localText.optional().meta({ description: 'That of the equipment by default' }),
  equipment: entryId.meta({ description: 'A sensor with the points temperature and humidity' }),
  temperature: band.optional(),
  humidity: band.optional(),
  hours: z.array(weekHours).max(14).default([]).meta({ description: 'When people are there; always by default' }),
  tellAfter: duration.default('30m').meta({ description: 'Out of its band for so long, the duty is told' }),
});

/** Log sheets, starts and stops by the clock, and comfort bands. */
export const sheetsSection = z
  .strictObject({
    logs: z.array(log).max(200).optional().meta({ description: 'Absent: those that fit the equipment of the site' }),
    timedStarts: z.array(timedStart).max(50).default([]),
    comfort: z.array(comfortZone).max(200).default([]),
    reviewBy: clockTime.default('10:00').meta({ description: 'Until when engineer and chief look at yesterday' }),
    catchUpDays: z
      .int()
      .min(1)
      .max(31)
      .default(7)
      .meta({ description: 'Days that are made up after the gateway was off' }),
  })
  .prefault({});
export type SheetsSection = z.infer<typeof sheetsSection>;
export type LogEntry = NonNullable<SheetsSection['logs']>[number];

/** 1 is Monday. */
export const dayNumbers = (days: readonly (typeof WEEK)[number][]): number[] =>
  days.map((day) => WEEK.indexOf(day) + 1);

/** Every day of the week. */
export const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7];
