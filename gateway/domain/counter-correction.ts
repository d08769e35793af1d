import { z } from 'zod';
import { instant } from './instant.ts';

/** How sure an increment is: read from the meter; total or shape worked out; or something a person has to look at. */
export const incrementQuality = z.enum(['measured', 'estimated', 'suspect']);
export type IncrementQuality = z.infer<typeof incrementQuality>;

/** The worse of two: suspect before estimated before measured. */
export const worseOf = (a: IncrementQuality, b: IncrementQuality): IncrementQuality =>
  incrementQuality.options.indexOf(a) >= incrementQuality.options.indexOf(b) ? a : b;

/** What happened to a register besides counting. */
export const correctionKind = z.enum([
  'rollover',
  'reset',
  'replacement',
  'jump',
  'step-back',
  'wrong-reading',
  'gap',
  'stuck',
  'too-fast',
]);
export type CorrectionKind = z.infer<typeof correctionKind>;

/** One place where an increment is not plainly the difference of two readings. */
export const counterCorrection = z
  .object({
    tag: z.string(),
    unit: z.string(),
    kind: correctionKind,
    /** Last reading before it; for a replacement the moment of the swap. */
    startAt: instant,
    /** First reading after it. */
    at: instant,
    before: z.number().meta({ description: 'Last reading before it, or the final reading of the old meter' }),
    after: z.number().meta({ description: 'First reading after it, or the start reading of the new meter' }),
    increment: z
      .number()
      .meta({ description: 'Counted for it, in `unit`; what it leaves out is after − before less this' }),
    quality: incrementQuality,
    count: z.int().meta({ description: 'How often, where several of a kind in a row are told as one' }),
    decision: z
      .enum(['open', 'accepted', 'rejected'])
      .nullable()
      .meta({ description: 'Jumps: whether a person has said that the energy was used' }),
    declaration: z.int().nullable().meta({ description: 'Number of the declaration behind it' }),
    declaredBy: z.string().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'CounterCorrection' });
export type CounterCorrection = z.infer<typeof counterCorrection>;
