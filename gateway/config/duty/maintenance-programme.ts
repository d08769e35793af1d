import { z } from 'zod';
import { equipmentClass } from '../../domain/equipment.ts';
import { localText } from '../../domain/text.ts';
import { entryId } from '../entry-id.ts';

/** The least days between two turns; what is looked at more often is a round. */
const days = z.int().min(1).max(3660);
const seasonDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'month and day such as 04-01');
const limit = z.number().nullable();

const item = z.strictObject({
  id: entryId,
  ...localText.shape,
  accept: localText.optional().meta({ description: 'When it is as it should be' }),
  measure: z.string().max(12).optional().meta({ description: 'Unit of the value that is written down' }),
  range: z.tuple([limit, limit]).optional().meta({ description: 'What the value must lie in; null: no end' }),
  telemetry: localText.optional().meta({ description: 'What the gateway can add to it, never instead of it' }),
});

const interval = z
  .strictObject({
    days: days.optional(),
    months: z.int().min(1).max(120).optional(),
    hours: z.number().positive().optional(),
  })
  .refine((every) => Object.values(every).some((one) => one !== undefined), 'days, months or hours');

const level = z.strictObject({
  id: entryId,
  title: localText,
  every: interval.meta({ description: 'The earliest of those given' }),
  items: z.array(item).min(1).max(200),
});

/** Work that returns: config/maintenance/<programme>.yaml. */
export const programmeSchema = z
  .strictObject({
    programme: entryId,
    title: localText,
    sources: z.array(z.string()).min(1),
    classes: z
      .array(equipmentClass)
      .default([])
      .meta({ description: 'Equipment that has it unless its template names others' }),
    each: z.enum(['equipment', 'area', 'site']).default('equipment').meta({ description: 'What one task is about' }),
    trigger: z.enum(['fixed', 'floating']).default('floating'),
    statutory: localText.optional().meta({ description: 'The rule that asks for it; its date is then a hard end' }),
    leadDays: z.int().min(0).max(90).default(7),
    window: z
      .strictObject({ before: z.int().min(0).max(90).default(3), after: z.int().min(0).max(90).default(3) })
      .prefault({}),
    season: z.strictObject({ from: seasonDay, to: seasonDay }).optional(),
    hours: z
      .array(z.string())
      .default([])
      .meta({ description: 'Names of the point that counts running hours; the first one found' }),
    people: z.int().min(1).max(6).default(1),
    minutes: z.int().min(1).max(10_000).default(60),
    skills: z.array(z.string().max(40)).max(10).default([]),
    parts: z.array(localText).max(30).default([]),
    levels: z
      .array(level)
      .min(1)
      .max(8)
      .meta({ description: 'From the most frequent to the deepest, which contains the others' }),
  })
  .meta({ title: 'Plantroom maintenance programme' });
export type Programme = z.infer<typeof programmeSchema>;
