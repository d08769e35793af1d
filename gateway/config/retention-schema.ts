import { z } from 'zod';
import { duration, durationMs } from '../domain/duration.ts';
import { equipmentClass } from '../domain/equipment.ts';

const DAY_MS = 86_400_000;

/** History is kept by whole days. */
const kept = duration.refine((text) => durationMs(text) >= DAY_MS, 'history is kept for at least a day (1d)');

/** For how long the embedded history keeps what, and how much disk the sample log may take. */
export const retentionSchema = z
  .strictObject({
    raw: kept.default('90d').meta({ description: 'Recorded samples; later only rollups are left' }),
    counters: kept
      .optional()
      .meta({ description: 'Recorded readings of counters; three years, or `raw` if that is longer' }),
    classes: z
      .partialRecord(equipmentClass, kept)
      .default({})
      .meta({ description: 'Recorded samples of all points of an equipment class; goes before `raw` and `counters`' }),
    minutes: kept.default('730d').meta({ description: 'Rollups of one minute' }),
    quarterHours: kept.default('3653d').meta({ description: 'Rollups of fifteen minutes' }),
    hours: kept.default('3653d').meta({ description: 'Rollups of one hour' }),
    days: kept.default('7305d').meta({ description: 'Rollups of one day, and the increments of counters' }),
    logBytes: z
      .int()
      .min(1_000_000)
      .default(2_000_000_000)
      .meta({ description: 'What may wait for a sink that is away' }),
    freeDiskBytes: z.int().min(0).default(500_000_000).meta({ description: 'The sample log gives way below this' }),
  })
  .prefault({});
