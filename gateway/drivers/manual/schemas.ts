import { z } from 'zod';
import { duration } from '../../domain/duration.ts';

/** There is nobody to connect to. */
export const connectionSchema = z.strictObject({});
export type ManualConnection = z.infer<typeof connectionSchema>;

const every = duration.meta({
  description: 'How often there is a reading: what is further apart than twice this is a gap. A day by default',
  examples: ['1h', '1d', '31d'],
});

/** A meter that is read by hand, or whose readings are imported. */
export const deviceSchema = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(100)
    .meta({ description: 'Which of them it is; its own number is best', examples: ['EM-0417'] }),
  every: every.default('1d'),
});
export type ManualDevice = z.infer<typeof deviceSchema>;

/** A point has no address: its readings come under its tag. */
export const addressSchema = z.strictObject({});
export type ManualAddress = z.infer<typeof addressSchema>;

export const templateSchema = z.strictObject({ every: every.optional() });
