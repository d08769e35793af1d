import { z } from 'zod';
import { incrementQuality } from './counter-correction.ts';
import { instant } from './instant.ts';
import { localText } from './text.ts';

export const energyBucket = z.object({
  startAt: instant,
  endAt: instant,
  kwh: z.number().nullable(),
  coverage: z.number().meta({ description: 'Share of the time with readings close together' }),
  estimatedKwh: z.number().meta({ description: 'Part of `kwh` that was worked out: the shape of a gap, a reset' }),
  quality: incrementQuality.meta({ description: 'The worst of the meters; suspect: a person should look' }),
});
export const energySystem = z.object({
  system: z.string(),
  title: localText,
  /** The counters it is made of; none where it is worked out from others. */
  meters: z.array(z.string()),
  kwh: z.number().nullable(),
  coverage: z.number(),
  estimatedKwh: z.number(),
  quality: incrementQuality,
  previousKwh: z.number().nullable(),
  previousCoverage: z.number(),
  buckets: z.array(energyBucket),
  previousBuckets: z.array(energyBucket),
});
export const energyReport = z
  .object({
    period: z.enum(['today', 'week', 'month', 'year']),
    bucket: z.enum(['hour', 'day', 'month']),
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
