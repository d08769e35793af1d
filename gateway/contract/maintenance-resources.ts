import { z } from 'zod';
import { reportKind } from '../domain/duty/kpi/kpi.ts';
import { calibration } from '../domain/duty/maintenance/calibration.ts';
import { callOut } from '../domain/duty/maintenance/call-out.ts';
import { contractor } from '../domain/duty/maintenance/contractor.ts';
import { dateText, maintenanceTask } from '../domain/duty/maintenance/maintenance-task.ts';
import { maintenanceYear } from '../domain/duty/maintenance/maintenance-year.ts';
import { recordEvent, recordHead } from '../domain/duty/record.ts';
import { certificate } from '../domain/duty/stores/certificate.ts';
import { part } from '../domain/duty/stores/part.ts';
import { tool } from '../domain/duty/stores/tool.ts';
import { instant } from '../domain/instant.ts';
import { localText } from '../domain/text.ts';

/** Records of maintenance and of the stores as routes answer them. */

const events = z.array(recordEvent);

export const taskRecord = recordHead.extend({ body: maintenanceTask });
export const taskStory = recordHead.extend({ body: maintenanceTask, events });
export const yearRecord = recordHead.extend({ body: maintenanceYear });
export const yearStory = recordHead.extend({ body: maintenanceYear, events });
export const partRecord = recordHead.extend({ body: part });
export const partStory = recordHead.extend({ body: part, events });
export const toolRecord = recordHead.extend({ body: tool });
export const toolStory = recordHead.extend({ body: tool, events });
export const contractorRecord = recordHead.extend({ body: contractor });
export const contractorStory = recordHead.extend({ body: contractor, events });
export const callOutRecord = recordHead.extend({ body: callOut });
export const callOutStory = recordHead.extend({ body: callOut, events });
export const instrumentRecord = recordHead.extend({ body: calibration });
export const instrumentStory = recordHead.extend({ body: calibration, events });
export const certificateRecord = recordHead.extend({ body: certificate });
export const certificateStory = recordHead.extend({ body: certificate, events });

const place = z.object({ id: z.string(), name: localText });
const because = z.enum(['calendar', 'hours']);

export const foreseenTask = z
  .object({
    key: z.string(),
    plan: z.string(),
    target: place,
    title: localText,
    levelTitle: localText,
    because,
    slot: dateText,
    plannedFor: dateText,
    minutes: z.int(),
    contractor: z.string().nullable(),
    isStatutory: z.boolean(),
  })
  .meta({ id: 'ForeseenTask' });

export const planStanding = z
  .object({
    plan: z.string(),
    programme: z.string(),
    title: localText,
    target: z.object({ kind: z.enum(['equipment', 'area', 'site']), id: z.string(), name: localText }),
    statutory: z.object({ text: localText, checked: z.boolean() }).nullable(),
    lastDone: dateText.nullable(),
    next: z.object({ slot: dateText, level: localText, because }).nullable(),
    openTask: z.int().nullable(),
    isOverdue: z.boolean(),
    hours: z.number().nullable(),
    hoursShare: z
      .number()
      .nullable()
      .meta({ description: 'Towards the nearest turn by running hours, 0–1 and beyond' }),
    rebase: z
      .object({ because: z.enum(['fell', 'jumped']), from: z.number(), to: z.number(), at: instant })
      .nullable()
      .meta({ description: 'The counter cannot be used until a person says what it stands at' }),
  })
  .meta({ id: 'PlanStanding' });

export const reportEntry = z
  .object({ kind: reportKind, period: z.string(), startsAt: instant, endsAt: instant, readyAt: instant })
  .meta({ id: 'ReportEntry' });
