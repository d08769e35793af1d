import { z } from 'zod';
import { entryId } from '../entry-id.ts';

const isInCalendar = (text: string): boolean => {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};

/** A day of the site's calendar. */
export const siteDate = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, 'a date such as 2026-01-05')
  .refine(isInCalendar, 'is not in the calendar')
  .meta({ examples: ['2026-01-05'] });

const settings = z.strictObject({
  enabled: z.boolean().default(true),
  basisChecked: z.boolean().default(false).meta({ description: 'A person has compared it with the law of this place' }),
  contractor: entryId.optional().meta({ description: 'Who does it: one of stores.contractors; own people by default' }),
  start: siteDate.optional().meta({ description: 'First day of the grid of a fixed programme' }),
  leadDays: z.int().min(0).max(90).optional(),
  people: z.int().min(1).max(6).optional(),
  except: z.array(entryId).max(500).default([]).meta({ description: 'Equipment that does not have it after all' }),
});

const more = z.strictObject({
  programme: entryId,
  equipment: entryId.optional(),
  area: entryId.optional(),
});

const former = z.strictObject({
  programme: entryId,
  target: entryId.meta({ description: 'Equipment or area id, or the site’s' }),
  level: entryId.optional().meta({ description: 'The deepest level that was done then; the lowest by default' }),
  on: siteDate,
  hours: z.number().min(0).optional().meta({ description: 'Running hours on that day' }),
});

const pause = z
  .strictObject({ from: siteDate, to: siteDate })
  .refine(({ from, to }) => from <= to, 'ends before it begins')
  .meta({ description: 'Both days belong to it' });

/** Maintenance that returns. Without a word here every machine has the programmes of its template or class. */
export const maintenanceSection = z
  .strictObject({
    programmes: z
      .record(entryId, settings)
      .default({})
      .meta({ description: 'What this site sets differently, by programme' }),
    also: z.array(more).max(500).default([]).meta({ description: 'Programmes beside those by template and class' }),
    lastDone: z
      .array(former)
      .max(5000)
      .default([])
      .meta({ description: 'What was done before the gateway kept the record' }),
    blackout: z
      .array(pause)
      .max(100)
      .default([])
      .meta({ description: 'Days without any but statutory work, such as holidays' }),
    horizonDays: z.int().min(7).max(366).default(30),
    yearPlanDay: z
      .int()
      .min(1)
      .max(31)
      .default(15)
      .meta({ description: 'Day of December on which next year’s plan is due' }),
    monthPlanDay: z
      .int()
      .min(1)
      .max(28)
      .default(26)
      .meta({ description: 'Day of the month on which the next month’s plan is due' }),
    orders: z.boolean().default(true).meta({ description: 'Every task becomes a work order' }),
  })
  .prefault({});
export type MaintenanceSection = z.infer<typeof maintenanceSection>;
