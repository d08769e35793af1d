import { z } from 'zod';
import { meterKind, meterLine, meterRun } from '../domain/duty/meter-runs/meter-run.ts';
import { recordEvent, recordHead } from '../domain/duty/record.ts';
import { instant } from '../domain/instant.ts';
import { localText } from '../domain/text.ts';

/** Meters, and the runs over all of them. */

export const meterState = z
  .object({
    id: z.string(),
    title: localText,
    kind: meterKind,
    unit: z.string(),
    decimals: z.int(),
    serial: z.string(),
    area: z.string(),
    equipment: z.string().nullable(),
    consumer: z.string().nullable(),
    point: z.string().nullable().meta({ description: 'Counter that telemetry reads; null: read by hand' }),
    factor: z.number(),
    rollover: z.number().nullable(),
    parent: z.string().nullable(),
    isPublic: z.boolean(),
    last: z.number().nullable(),
    lastAt: instant.nullable(),
  })
  .meta({ id: 'MeterState' });

export const meterRunBrief = recordHead
  .extend({
    period: z.string(),
    reason: z.string().nullable(),
    readingAt: instant,
    isAutoDone: z.boolean(),
    meters: z.int(),
    read: z.int(),
    odd: z.int(),
    unfinished: z.int().meta({ description: 'Meters that still want a reading, a reason or a second person' }),
    signedBy: z.string().nullable(),
    approvedBy: z.string().nullable(),
  })
  .meta({ id: 'MeterRunBrief' });

const lack = z.enum(['reading', 'look', 'reason', 'check', 'refused']);

const balance = z.object({
  kind: meterKind,
  parent: z.string().nullable().meta({ description: 'Null: all main meters of the kind together' }),
  unit: z.string(),
  main: z.number().nullable(),
  behind: z.number().nullable(),
  behindCount: z.int(),
  lossPercent: z.number().nullable(),
  isOdd: z.boolean(),
});

const body = meterRun.extend({
  lines: z.array(meterLine.extend({ lacks: z.array(lack).meta({ description: 'In the way of a signature' }) })),
  balances: z.array(balance),
});

export const meterRunRecord = recordHead.extend({ body }).meta({ id: 'MeterRunRecord' });

export const meterRunWithEvents = recordHead
  .extend({ body, events: z.array(recordEvent) })
  .meta({ id: 'MeterRunWithEvents' });
