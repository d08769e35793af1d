import { z } from 'zod';
import { duration } from '../../domain/duration.ts';
import { meterKind } from '../../domain/duty/meter-runs/meter-run.ts';
import { localText } from '../../domain/text.ts';
import { entryId } from '../entry-id.ts';
import { scheduleKeys } from './round-schedule-entry.ts';

const meter = z.strictObject({
  id: entryId,
  title: localText.optional().meta({ description: 'That of the equipment of the point by default' }),
  kind: meterKind,
  point: z.string().optional().meta({ description: 'Counter that telemetry reads; without it: read by hand' }),
  unit: z.string().max(20).optional().meta({ description: 'That of the point; kWh or m³ by default' }),
  decimals: z.int().min(0).max(6).optional(),
  serial: z.string().max(60).default('').meta({ description: 'Number on the plate' }),
  area: entryId.optional().meta({ description: 'Where it hangs; that of the equipment by default' }),
  consumer: z.string().min(1).max(120).optional().meta({ description: 'Who is charged' }),
  factor: z.number().positive().default(1).meta({ description: 'CT × PT of a register read by hand' }),
  rollover: z.number().positive().optional().meta({ description: 'Value after which the register begins again' }),
  parent: entryId.optional().meta({ description: 'The meter it is behind' }),
  public: z.boolean().default(false).meta({ description: 'Its use belongs to everybody and is shared out' }),
});
export type MeterEntry = z.infer<typeof meter>;

/** Section `duty.meterRuns` of the site file. */
export const meterRunsSection = z
  .strictObject({
    ...scheduleKeys,
    maxAge: duration.default('1h').meta({ description: 'A reading of telemetry so old still counts' }),
    fileWithin: duration.default('5d').meta({ description: 'So long after the reading the sheet is to be filed' }),
    odd: z
      .strictObject({
        share: z
          .number()
          .positive()
          .max(10)
          .default(0.3)
          .meta({ description: 'Further from the usual use than this share' }),
        runs: z.int().min(1).max(12).default(3).meta({ description: 'Usual is the mean of so many runs' }),
      })
      .prefault({}),
    sample: z
      .strictObject({
        share: z
          .number()
          .min(0)
          .max(1)
          .default(0.05)
          .meta({ description: 'Of the meters read by telemetry, looked at' }),
        tolerance: z.number().min(0).default(1).meta({ description: 'Units of the register' }),
      })
      .prefault({}),
    loss: z
      .tuple([z.number(), z.number()])
      .default([-1, 5])
      .meta({ description: 'Percent of the main meters that may be missing behind them' }),
    share: z
      .enum(['none', 'by-use'])
      .default('none')
      .meta({ description: 'How the use of public meters is shared out among consumers' }),
    meters: z
      .array(meter)
      .max(5000)
      .optional()
      .meta({ description: 'In walking order. Without it: the counters of meters for energy, water and heat' }),
  })
  .prefault({});
export type MeterRunsSection = z.infer<typeof meterRunsSection>;
