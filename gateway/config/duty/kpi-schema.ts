import { z } from 'zod';
import type { KpiPlan, RateName, RateTarget } from '../../domain/duty/kpi/kpi-plan.ts';
import type { DutyContext } from '../duty-context.ts';
import { targetOf } from '../on-call-entries.ts';
import { target } from '../on-call-schema.ts';
import { within } from '../origin.ts';
import { clockTime, minutesOf } from '../week-hours.ts';
import { checkTarget, type TargetContext } from './duty-targets.ts';

/** Figures that are aimed at where the site names none; those of the practice texts, and 98 % where they give none. */
const USUAL: Readonly<Record<RateName, RateTarget>> = {
  onTime: { value: 95, side: 'least' },
  pass: { value: 95, side: 'least' },
  rework: { value: 5, side: 'most' },
  callBack: { value: 100, side: 'least' },
  satisfaction: { value: 85, side: 'least' },
  maintenance: { value: 95, side: 'least' },
  statutory: { value: 100, side: 'least' },
  rounds: { value: 98, side: 'least' },
  logs: { value: 98, side: 'least' },
  testRuns: { value: 100, side: 'least' },
  complaints: { value: 95, side: 'least' },
  complaintsOnTime: { value: 100, side: 'least' },
  goodOrder: { value: 98, side: 'least' },
  arrival: { value: 95, side: 'least' },
};

const percent = z.number().min(0).max(100).optional();
const names = Object.keys(USUAL) as RateName[];

/** What the department is measured by. */
export const kpiSection = z
  .strictObject({
    targets: z
      .strictObject(Object.fromEntries(names.map((name) => [name, percent])) as Record<RateName, typeof percent>)
      .prefault({})
      .meta({ description: 'Percent; rework is at most, everything else at least' }),
    leastCases: z.int().min(1).max(100).default(5).meta({ description: 'Fewer cases show no rate, only the counts' }),
    reworkDays: z
      .int()
      .min(1)
      .max(90)
      .default(7)
      .meta({ description: 'The same fault at the same place again is rework' }),
    dailyReportAt: clockTime.default('18:00'),
    tell: z
      .array(target)
      .max(10)
      .default([])
      .meta({ description: 'Sent the head figures of each report when it is ready; nobody by default' }),
  })
  .prefault({});
export type KpiSection = z.infer<typeof kpiSection>;

/** The targets of the site, with the usual ones where it names none. */
export function resolveKpi(section: KpiSection, context: TargetContext & Pick<DutyContext, 'origin'>): KpiPlan {
  const tell = section.tell.map(targetOf);
  for (const [at, one] of tell.entries()) checkTarget(one, within(context.origin, ['kpi', 'tell', at]), context);
  const targets = names.map((name) => [name, { ...USUAL[name], value: section.targets[name] ?? USUAL[name].value }]);
  return {
    targets: Object.fromEntries(targets) as KpiPlan['targets'],
    leastCases: section.leastCases,
    reworkDays: section.reworkDays,
    dailyAtMinute: minutesOf(section.dailyReportAt),
    tell,
  };
}
