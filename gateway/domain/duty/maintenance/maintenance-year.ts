import { z } from 'zod';
import { instant } from '../../instant.ts';
import { localText } from '../../text.ts';
import type { RecordShape } from '../record.ts';
import { dateText } from './maintenance-task.ts';

/** A turn as it is planned. */
const planLine = z.object({
  key: z.string(),
  plan: z.string(),
  target: z.object({ id: z.string(), name: localText }),
  title: localText,
  level: z.string(),
  levelTitle: localText,
  slot: dateText,
  plannedFor: dateText,
  minutes: z.int(),
  contractor: z.string().nullable(),
  parts: z.array(localText),
  isStatutory: z.boolean(),
  note: z.string().nullable().meta({ description: 'Why it was put on another day, or what else there is to know' }),
});
export type PlanLine = z.infer<typeof planLine>;

/** What is to be maintained in a year or a month: made by the system, put right and handed in by one, approved by another. */
export const maintenanceYear = z
  .object({
    period: z.string().meta({ description: '2027, or 2027-01 for the plan of a month' }),
    scope: z.enum(['year', 'month']),
    lines: z.array(planLine),
    submitted: z.object({ by: z.string(), at: instant }).nullable(),
    approved: z.object({ by: z.string(), at: instant, note: z.string().nullable() }).nullable(),
    remarks: z.array(z.object({ by: z.string(), at: instant, text: z.string() })),
    overdueSince: instant.nullable(),
  })
  .meta({ id: 'MaintenanceYear' });
export type MaintenanceYear = z.infer<typeof maintenanceYear>;

export const MAINTENANCE_YEAR: RecordShape<MaintenanceYear> = { kind: 'maintenance-year', body: maintenanceYear };
