import { z } from 'zod';
import { priority } from './alarm.ts';
import { recordKind, recordVia } from './duty/record.ts';
import { instant } from './instant.ts';
import type { Role } from './role.ts';
import { localText } from './text.ts';
import { orderSla } from './work-order-clock.ts';
import {
  callBack,
  checklistAnswer,
  checklistItem,
  orderCodes,
  orderFile,
  orderLabour,
  orderPart,
  orderReading,
} from './work-order-content.ts';

/** In the order an order usually passes them; the last two are the ends of what is not done. */
export const workOrderState = z.enum([
  ...(['draft', 'open', 'assigned', 'accepted', 'in-progress', 'on-hold', 'done', 'verified', 'closed'] as const),
  ...(['rejected', 'cancelled'] as const),
]);
export type WorkOrderState = z.infer<typeof workOrderState>;

/** corrective: a fault, from an alarm or a finding; request: somebody asks; hazard: written notice with a deadline and a second look. */
export const workOrderKind = z.enum(['corrective', 'request', 'preventive', 'inspection', 'hazard']);
export type WorkOrderKind = z.infer<typeof workOrderKind>;

export const workOrderStep = z.enum([
  ...(['dispatch', 'reject', 'assign', 'accept', 'decline', 'arrive', 'start', 'hold', 'resume', 'done'] as const),
  ...(['verify', 'call-back', 'close', 'reopen', 'cancel'] as const),
  ...(['fill', 'labour', 'parts', 'attach', 'change', 'comment'] as const),
]);
export type WorkOrderStep = z.infer<typeof workOrderStep>;

export const holdReason = z.enum(['parts', 'access', 'approval', 'third_party', 'weather', 'other']);
export type HoldReason = z.infer<typeof holdReason>;
export const rejectReason = z.enum(['duplicate', 'not_ours', 'no_fault', 'out_of_scope']);
export type RejectReason = z.infer<typeof rejectReason>;

/** How somebody showed that he is at the place. */
export const arrivalMethod = z.enum(['scan', 'nfc', 'gps', 'hand', 'start']);

/** Steps of people, and what the system notes by itself. */
export const workOrderEntryStep = z.enum([
  ...workOrderStep.options,
  ...(['opened', 'merged', 'condition-cleared', 'captured', 'warned', 'breached'] as const),
]);

/** A line of the order's history. None is ever changed; the clocks are worked out from these alone. */
export const workOrderEntry = z
  .object({
    at: instant,
    actor: z.string(),
    step: workOrderEntryStep,
    from: workOrderState.nullable(),
    to: workOrderState,
    note: z.string().nullable(),
    via: recordVia,
    priority: priority.meta({ description: 'After the step' }),
    reason: z
      .string()
      .nullable()
      .meta({ description: 'Of a hold, a refusal, a decline; `arrive:50` of a warning; `arrive` of a breach' }),
    deviceAt: instant.nullable().meta({ description: 'When the phone that was out of reach says it happened' }),
  })
  .meta({ id: 'WorkOrderEntry' });
export type WorkOrderEntry = z.infer<typeof workOrderEntry>;

/** Where an order comes from. `record` is the number of a record of the duty room. */
export const orderSource = z
  .object({ kind: z.enum(['alarm', 'person', 'cmms', 'order', ...recordKind.options]), record: z.int().nullable() })
  .meta({ id: 'OrderSource' });
export type OrderSource = z.infer<typeof orderSource>;

export const requester = z
  .object({
    name: z.string().trim().min(1).max(100),
    phone: z.string().trim().max(40),
    via: z.enum(['phone', 'app', 'desk', 'visit', 'mail']),
  })
  .meta({ id: 'Requester' });
export type Requester = z.infer<typeof requester>;

export const workOrder = z
  .object({
    id: z.int().min(1).meta({ description: 'Running number, kept through every paper; shown as WO 1187' }),
    version: z.int().min(1).meta({ description: 'Lines of its history; a step made on an older one can be refused' }),
    kind: workOrderKind,
    state: workOrderState,
    priority,
    key: z.string().nullable().meta({ description: 'What there may be only one order of' }),
    equipment: z.string().nullable().meta({ description: 'Null: a place only' }),
    place: z.string().meta({ description: 'Down to the spot; may be empty where there is equipment' }),
    title: localText,
    /** What to do; from the alarm's response text or typed by the person who opened it. */
    description: localText,
    source: orderSource,
    requester: requester.nullable(),
    alarmId: z.string().nullable(),
    isSafety: z.boolean().meta({ description: 'No hold pauses its clocks' }),
    isStatutory: z.boolean().meta({ description: 'Cannot be cancelled' }),
    legalBasis: localText.nullable(),
    /** How often the cause came again while the order was open. */
    occurrences: z.int(),
    recurrences: z
      .array(z.object({ alarmId: z.string(), at: instant }))
      .meta({ description: 'Episodes of the last 30 days' }),
    repeatOf: z.int().nullable().meta({ description: 'The order before for the same fault' }),
    isRepeatFailure: z.boolean().meta({ description: 'Three episodes in 30 days: look for the root cause' }),
    conditionClearedAt: instant.nullable(),
    assignee: z.string().nullable(),
    openedBy: z.string(),
    openedAt: instant,
    /** When its clocks began: the alarm, or the report. */
    clockAt: instant,
    acceptedAt: instant.nullable(),
    arrival: z.object({ at: instant, method: arrivalMethod, by: z.string() }).nullable(),
    startedAt: instant.nullable(),
    doneAt: instant.nullable(),
    doneBy: z.string().nullable(),
    verifiedAt: instant.nullable(),
    verifiedBy: z.string().nullable(),
    closedAt: instant.nullable(),
    updatedAt: instant,
    appointmentAt: instant.nullable().meta({ description: 'Moves the limit of arrival' }),
    deadlineAt: instant.nullable().meta({ description: 'In place of the limit of the table' }),
    hold: z.object({ reason: holdReason, resumeAt: instant }).nullable(),
    endReason: z.string().nullable().meta({ description: 'Why it was refused or cancelled' }),
    declines: z.int(),
    reopenCount: z.int(),
    isFirstTimeFix: z.boolean(),
    resolution: z.string().nullable(),
    codes: orderCodes.nullable(),
    checklist: z.array(checklistItem),
    answers: z.array(checklistAnswer),
    readings: z.array(orderReading),
    files: z.array(orderFile),
    parts: z.array(orderPart),
    labour: z.array(orderLabour),
    callBack: callBack.nullable(),
    sla: orderSla.nullable().meta({ description: 'As it was when this was asked; null where nothing is promised' }),
    /** Steps the caller may ask for in this state; the server refuses any other. */
    steps: z.array(workOrderStep),
    log: z.array(workOrderEntry),
  })
  .meta({ id: 'WorkOrder' });
export type WorkOrder = z.infer<typeof workOrder>;

/** Who asks: a person with the role of the account; the system has none and may do what a dispatcher may. */
export interface OrderActor {
  readonly name: string;
  readonly role: Role | null;
}
