import { z } from 'zod';
import { priority } from './alarm.ts';
import { instant } from './instant.ts';
import { localText } from './text.ts';

export const workOrderState = z.enum(['open', 'assigned', 'in-progress', 'on-hold', 'done', 'closed', 'cancelled']);
export type WorkOrderState = z.infer<typeof workOrderState>;

export const workOrderStep = z.enum([
  'assign',
  'start',
  'hold',
  'resume',
  'done',
  'close',
  'reopen',
  'cancel',
  'comment',
]);
export type WorkOrderStep = z.infer<typeof workOrderStep>;

export const workOrderEntry = z
  .object({
    at: instant,
    actor: z.string(),
    step: z.enum([...workOrderStep.options, 'opened', 'merged', 'condition-cleared']),
    from: workOrderState.nullable(),
    to: workOrderState,
    note: z.string().nullable(),
  })
  .meta({ id: 'WorkOrderEntry' });
export type WorkOrderEntry = z.infer<typeof workOrderEntry>;

export const workOrder = z
  .object({
    id: z.int().min(1).meta({ description: 'Running number, shown as WO 1187' }),
    state: workOrderState,
    priority,
    equipment: z.string(),
    title: localText,
    /** What to do; from the alarm's response text or typed by the person who opened it. */
    description: localText,
    alarmId: z.string().nullable(),
    /** How often the cause came again while the order was open. */
    occurrences: z.int(),
    conditionClearedAt: instant.nullable(),
    assignee: z.string().nullable(),
    openedBy: z.string(),
    openedAt: instant,
    startedAt: instant.nullable(),
    doneAt: instant.nullable(),
    closedAt: instant.nullable(),
    resolution: z.string().nullable(),
    /** Steps the caller may ask for in this state; the server refuses any other. */
    steps: z.array(workOrderStep),
    log: z.array(workOrderEntry),
  })
  .meta({ id: 'WorkOrder' });
export type WorkOrder = z.infer<typeof workOrder>;
