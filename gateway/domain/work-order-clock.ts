import { z } from 'zod';
import { instant } from './instant.ts';

export const clockName = z.enum(['accept', 'arrive', 'resolve']);
export type ClockName = z.infer<typeof clockName>;

/** One promise of time. Durations are of the calendar the promise counts in. */
export const slaClock = z
  .object({
    name: clockName,
    state: z
      .enum(['running', 'paused', 'met', 'breached', 'ended'])
      .meta({ description: 'breached stays, whatever comes later; ended: the order was refused or cancelled before' }),
    limitMs: z.number(),
    elapsedMs: z.number(),
    pausedMs: z.number(),
    dueAt: instant.nullable().meta({ description: 'When the limit is reached if it runs on; null while paused' }),
    stoppedAt: instant.nullable(),
    breachedAt: instant.nullable(),
  })
  .meta({ id: 'SlaClock' });
export type SlaClock = z.infer<typeof slaClock>;

/** The clocks of an order at one moment, worked out from its history. */
export const orderSla = z
  .object({
    clocks: z.array(slaClock),
    isBreached: z.boolean(),
    pausedMs: z.number(),
  })
  .meta({ id: 'OrderSla' });
export type OrderSla = z.infer<typeof orderSla>;
