import { z } from 'zod';
import { duration, durationMs } from '../domain/duration.ts';
import { role } from '../domain/role.ts';

/** A device that needs longer is not waited for with a person at the screen. */
const LONGEST_VERIFY_MS = 60_000;

/** How a point of a template may be set; `number` is what a template writes for a number. */
export const writeSchema = <T extends z.ZodType>(number: T) =>
  z
    .strictObject({
      range: z.tuple([number, number]).meta({ description: 'Lowest and highest value that may be set' }),
      step: z.number().positive().optional().meta({ description: 'By default as fine as the decimals show' }),
      every: duration.default('1m').meta({ description: 'Least time between two writes' }),
      role: role
        .extract(['engineer', 'supervisor', 'admin'])
        .default('engineer')
        .meta({ description: 'The least role that may set it' }),
      when: z
        .array(z.strictObject({ point: z.string(), in: z.array(z.number()).min(1).max(64) }))
        .max(8)
        .default([])
        .meta({ description: 'States of the same equipment that must hold, such as remote control' }),
      verifyWithin: duration
        .refine((text) => durationMs(text) <= LONGEST_VERIFY_MS, 'at most 60s')
        .default('5s')
        .meta({ description: 'How long the device may take to show the new value' }),
    })
    .meta({ description: 'May be set where the site file allows it; without this the point is read-only' });

/** The site's main switch. */
export const siteWrites = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .meta({ description: 'Points listed as `writable` may be set; without this nothing is ever written' }),
  })
  .prefault({});
