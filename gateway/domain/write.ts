import { z } from 'zod';
import { instant } from './instant.ts';
import { role } from './role.ts';

/** How a write ended, as far as it is known. Only `verified` is success. */
export const writeOutcome = z
  .enum(['verified', 'differs', 'unverified', 'refused', 'unsent', 'unknown', 'denied', 'pending'])
  .meta({
    description:
      'verified: the device shows the new value; differs: taken by the device, but it shows another value; ' +
      'unverified: taken by the device, reading back failed; refused: the device said no; unsent: never sent; ' +
      'unknown: sent, and it may have been taken; denied: refused before anything was sent, see code; pending: under way',
  });
export type WriteOutcome = z.infer<typeof writeOutcome>;

/** One attempt to set a point, as the audit keeps it. Values are in engineering units. */
export const writeRecord = z
  .object({
    id: z.int().meta({ description: 'Rises with every attempt' }),
    at: instant,
    settledAt: instant.nullable().meta({ description: 'When the outcome was known; null while pending' }),
    tag: z.string(),
    actor: z.string(),
    from: z.number().nullable().meta({ description: 'The present value the person saw' }),
    to: z.number().nullable(),
    reason: z.string().nullable(),
    via: z.string().meta({ description: 'How it came in: `web` and the address of the caller' }),
    outcome: writeOutcome,
    code: z.string().nullable().meta({ description: 'Why it was denied' }),
    readBack: z
      .number()
      .nullable()
      .meta({ description: 'What the device showed afterwards; null when it was not read' }),
    detail: z.string().nullable(),
  })
  .meta({ id: 'Write' });
export type WriteRecord = z.infer<typeof writeRecord>;

/** What a person decides on: the present value, what may be set, and a token that is good for one confirmation. */
export const writeOffer = z
  .object({
    token: z.string().meta({ description: 'For one confirmation by the same person, bound to this present value' }),
    expiresAt: instant,
    tag: z.string(),
    present: z.number(),
    presentAt: instant,
    unit: z.string(),
    decimals: z.int(),
    range: z.tuple([z.number(), z.number()]),
    step: z.number(),
    values: z.array(z.number()).nullable().meta({ description: 'The only values of a state' }),
    role,
    nextAt: instant.nullable().meta({ description: 'Not before this, because it was set a short time ago; null: now' }),
    verifyWithinMs: z.number(),
    when: z
      .array(z.object({ tag: z.string(), in: z.array(z.number()), value: z.number().nullable(), isMet: z.boolean() }))
      .meta({ description: 'What must hold; value is null where nothing good and fresh is known' }),
  })
  .meta({ id: 'WriteOffer' });
export type WriteOffer = z.infer<typeof writeOffer>;
