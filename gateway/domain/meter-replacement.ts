import { z } from 'zod';
import { instant } from './instant.ts';

/** The meter of a position was exchanged, as a person declared it. */
export const meterReplacement = z
  .object({
    id: z.int(),
    tag: z.string(),
    unit: z.string(),
    /** Readings up to here are of the old meter. */
    at: instant,
    finalReading: z.number(),
    startReading: z.number(),
    serialBefore: z.string().nullable(),
    serialAfter: z.string().nullable(),
    note: z.string(),
    declaredBy: z.string(),
    declaredAt: instant,
    undoneBy: z.string().nullable(),
    undoneAt: instant.nullable(),
  })
  .meta({ id: 'MeterReplacement' });
export type MeterReplacement = z.infer<typeof meterReplacement>;
