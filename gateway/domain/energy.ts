import { z } from 'zod';
import { instant } from './instant.ts';
import { localText } from './text.ts';

export const energyBucket = z.object({
  startAt: instant,
  endAt: instant,
  kwh: z.number().nullable(),
  coverage: z.number(),
});
export const energySystem = z.object({
  system: z.string(),
  title: localText,
  kwh: z.number().nullable(),
  coverage: z.number(),
  previousKwh: z.number().nullable(),
  previousCoverage: z.number(),
  buckets: z.array(energyBucket),
  previousBuckets: z.array(energyBucket),
});
export const energyReport = z
  .object({
    period: z.enum(['today', 'week', 'month']),
    bucket: z.enum(['hour', 'day']),
    startAt: instant,
    /** End of what is counted: now, for the period under way. */
    endAt: instant,
    previousStartAt: instant,
    /** The previous period is cut at the same point, so that like is compared with like. */
    previousEndAt: instant,
    total: energySystem,
    systems: z.array(energySystem),
    /** Incomers less the systems: losses and what nobody meters. */
    unmetered: energySystem.nullable(),
  })
  .meta({ id: 'EnergyReport' });
export type EnergyBucket = z.infer<typeof energyBucket>;
export type EnergySystem = z.infer<typeof energySystem>;
export type EnergyReport = z.infer<typeof energyReport>;
