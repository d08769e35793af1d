import { z } from 'zod';
import { instant } from '../../instant.ts';
import { localText } from '../../text.ts';
import { rateName } from './kpi-plan.ts';

/** A rate with what was divided by what. */
export const rate = z
  .object({
    name: rateName,
    count: z.int().meta({ description: 'Numerator' }),
    of: z.int().meta({ description: 'Denominator' }),
    percent: z.number().nullable().meta({ description: 'Null with too few cases to say anything' }),
    target: z.number(),
    side: z.enum(['least', 'most']),
    verdict: z.enum(['met', 'missed', 'none']),
  })
  .meta({ id: 'KpiRate' });
export type Rate = z.infer<typeof rate>;

const duration = z
  .object({
    n: z.int(),
    meanMs: z.number().nullable(),
    p90Ms: z.number().nullable(),
  })
  .meta({ id: 'KpiDuration' });
export type MeanDuration = z.infer<typeof duration>;

/** What one machine or place had of the repairs. */
const repairShare = z
  .object({
    of: z.string(),
    repairs: z.int(),
    hours: z.number().meta({ description: 'Labour that was written down' }),
    repeats: z.int().meta({ description: 'The same fault again' }),
  })
  .meta({ id: 'RepairShare' });
export type RepairShare = z.infer<typeof repairShare>;

/** The department in figures for a time; orders count in the time in which they were reported. */
export const kpiBoard = z
  .object({
    startsAt: instant,
    endsAt: instant,
    rates: z.array(rate),
    orders: z.object({
      reported: z.int(),
      done: z.int(),
      open: z.int(),
      overdue: z.int().meta({ description: 'Open, and past a limit' }),
      ageing: z.array(z.object({ upToDays: z.int().nullable(), open: z.int() })),
      byKind: z.array(z.object({ kind: z.string(), reported: z.int(), done: z.int() })),
      reopenedLater: z
        .int()
        .meta({ description: 'Reported then and taken up again after its end: the figures have changed' }),
    }),
    acknowledge: duration.meta({ description: 'MTTA: from annunciated to acknowledged' }),
    accept: duration,
    arrive: duration,
    repair: duration.meta({ description: 'MTTR: from the fault to done, corrective orders' }),
    betweenFailures: z.array(
      z.object({
        class: z.string(),
        machines: z.int(),
        failures: z.int(),
        hours: z
          .number()
          .nullable()
          .meta({ description: 'Calendar hours in service per failure; null with fewer than three' }),
      }),
    ),
    plannedShare: z.object({ plannedHours: z.number(), allHours: z.number() }),
    causes: z.array(z.object({ cause: z.string(), count: z.int() })).meta({ description: 'Most frequent first' }),
    machines: z.array(repairShare).meta({ description: 'By equipment, most repairs first' }),
    places: z.array(repairShare).meta({ description: 'By area, or by the place that was said; most repairs first' }),
  })
  .meta({ id: 'KpiBoard' });
export type KpiBoard = z.infer<typeof kpiBoard>;

export const reportKind = z.enum(['daily', 'weekly', 'monthly']);
export type ReportKind = z.infer<typeof reportKind>;

/** One line of a report; `value` is text ready to be read, and stands for itself in the CSV. */
const reportLine = z.object({ label: localText, value: z.string(), note: localText.nullable() });
export type ReportLine = z.infer<typeof reportLine>;

const reportPart = z.object({ id: z.string(), title: localText, lines: z.array(reportLine) });
export type ReportPart = z.infer<typeof reportPart>;

/** A report as it is printed. */
export const dutyReport = z
  .object({
    kind: reportKind,
    period: z.string().meta({ description: 'Day, first day of the week, or month' }),
    title: localText,
    startsAt: instant,
    endsAt: instant,
    /** From then on it is whole; before it says what is known so far. */
    readyAt: instant,
    isWhole: z.boolean(),
    parts: z.array(reportPart),
  })
  .meta({ id: 'DutyReport' });
export type DutyReport = z.infer<typeof dutyReport>;
