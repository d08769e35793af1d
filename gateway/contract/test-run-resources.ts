import { z } from 'zod';
import { recordEvent, recordHead } from '../domain/duty/record.ts';
import { engineRun, runDuty } from '../domain/duty/test-runs/test-run.ts';

/** Test runs on the wire. */

export const testRunRecord = recordHead
  .extend({
    equipment: z.string(),
    run: engineRun.nullable(),
    duty: runDuty.nullable().meta({ description: 'Exactly one of run and duty is there' }),
  })
  .meta({ id: 'TestRun' });

export const testRunDetail = testRunRecord.extend({ events: z.array(recordEvent) }).meta({ id: 'TestRunDetail' });

const readiness = z.object({
  subject: z.enum(['fuel', 'oil', 'coolant', 'battery', 'charger', 'auto']),
  state: z
    .enum(['ready', 'not-ready', 'unknown', 'look'])
    .meta({ description: 'look: there is no point for it, a person has to look' }),
  tag: z.string().nullable(),
  value: z.number().nullable(),
  unit: z.string(),
  decimals: z.int(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

export const setStanding = z
  .object({
    equipment: z.string(),
    isRunning: z.boolean().nullable().meta({ description: 'Null: nobody can tell' }),
    readiness: z.array(readiness),
    lastRun: testRunRecord.nullable(),
    duties: z.array(testRunRecord),
  })
  .meta({ id: 'GeneratorSetStanding' });

export const testRunRate = z
  .object({
    due: z.int().meta({ description: 'Excused ones are left out' }),
    met: z.int(),
    inTime: z.int(),
  })
  .meta({ id: 'TestRunRate' });
