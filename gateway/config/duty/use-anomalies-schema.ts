import { z } from 'zod';
import { duration, durationMs } from '../../domain/duration.ts';
import type { MeterKind, MeterRunsPlan } from '../../domain/duty/meter-runs/meter-runs-plan.ts';
import type { UseAnomalyPlan } from '../../domain/duty/use-anomalies/use-anomaly-plan.ts';
import type { MistakeList } from '../mistakes.ts';
import { type Origin, within } from '../origin.ts';

/** Half a percent of a month's bill of a middle meter is not worth a case. */
const LEAST: Readonly<Record<MeterKind, number>> = { electricity: 50, water: 5, gas: 5, heat: 50, cold: 50 };
const kinds = Object.keys(LEAST) as MeterKind[];

const rule = (share: number, before: number) =>
  z
    .strictObject({
      share: z.number().positive().max(10).default(share).meta({ description: 'Further from the usual than this' }),
      before: z.int().min(2).max(12).default(before).meta({ description: 'So many before are compared' }),
    })
    .prefault({});

/** Section `duty.useAnomalies` of the site file. */
export const useAnomaliesSection = z
  .strictObject({
    day: rule(0.5, 4).meta({ description: 'Compared with the same weekdays before' }),
    week: rule(0.3, 4),
    month: rule(0.2, 3),
    least: z
      .strictObject(
        Object.fromEntries(kinds.map((kind) => [kind, z.number().min(0).default(LEAST[kind])])) as Record<
          MeterKind,
          z.ZodDefault<z.ZodNumber>
        >,
      )
      .prefault({})
      .meta({ description: 'Smaller differences are not looked at, in the unit of the meter' }),
    answer: duration.default('3d').meta({ description: 'The cause is to be found within so long' }),
    except: z.array(z.string()).default([]).meta({ description: 'Meters of duty.meterRuns that are not looked at' }),
  })
  .prefault({});
export type UseAnomaliesSection = z.infer<typeof useAnomaliesSection>;

/** Whose use is looked at: every meter of the register that telemetry reads, but those the site leaves out. */
export function resolveUseAnomalies(
  section: UseAnomaliesSection,
  { meters }: Pick<MeterRunsPlan, 'meters'>,
  origin: Origin,
  mistakes: MistakeList,
): UseAnomalyPlan {
  const { day, week, month, least, answer, except } = section;
  const ids = meters.map(({ id }) => id);
  const own = within(origin, ['useAnomalies', 'except']);
  for (const [at, id] of except.entries()) {
    if (!ids.includes(id)) mistakes.addUnknown(own.locate([at], 'value'), 'meter', id, ids);
  }
  return {
    ...{ rules: { day, week, month }, least, answerMs: durationMs(answer) },
    meters: meters.flatMap(({ id, title, kind, unit, decimals, point, equipment, area }) =>
      point === null || except.includes(id) ? [] : [{ id, title, kind, unit, decimals, point, equipment, area }],
    ),
  };
}
