import { z } from 'zod';
import { priority } from '../domain/alarm.ts';
import { recordVia } from '../domain/duty/record.ts';
import { localText } from '../domain/text.ts';
import {
  arrivalMethod,
  holdReason,
  rejectReason,
  requester,
  workOrderKind,
  workOrderState,
  workOrderStep,
} from '../domain/work-order.ts';
import { checklistItem, orderCodes } from '../domain/work-order-content.ts';
import { offlineState } from '../domain/work-order-offline.ts';
import { moment, note, pageSize, reference } from './requests.ts';

const STATES = workOrderState.options.filter((state) => state !== 'open');
const MOST_ITEMS = 200;
const MOST_COMMANDS = 100;

export const workOrderFilter = z.object({
  state: z
    .enum(['open', 'all', 'late', ...STATES])
    .default('open')
    .meta({ description: 'open: not at an end; late: open and over a limit' }),
  kind: workOrderKind.exactOptional(),
  assignee: z.string().max(100).exactOptional(),
  equipment: reference.exactOptional(),
  updatedSince: moment.exactOptional(),
  from: moment.exactOptional(),
  to: moment.exactOptional(),
  limit: pageSize,
  before: z.coerce.number().int().min(1).exactOptional(),
});

/** A person writes in one language; both get that text. */
const typedText = z.union([
  localText,
  z
    .string()
    .trim()
    .min(1)
    .max(400)
    .transform((text) => ({ en: text, zh: text })),
]);

const place = z.string().trim().max(200);

export const workOrderDraft = z.strictObject({
  kind: workOrderKind.default('corrective'),
  priority,
  title: typedText,
  description: typedText,
  equipment: reference.nullable().default(null).meta({ description: 'Null: a place only, which then must be said' }),
  place: place.default(''),
  requester: requester.nullable().default(null),
  appointmentAt: moment.nullable().default(null),
  deadlineAt: moment.nullable().default(null).meta({ description: 'Needed for a hazard' }),
  checklist: z.array(checklistItem).max(MOST_ITEMS).default([]),
  key: z.string().min(1).max(200).exactOptional().meta({ description: 'At most one order has it' }),
});

/** What somebody without an office knows: what, where, who. A dispatcher looks at it before it becomes work. */
export const repairRequest = z.strictObject({
  item: z.string().trim().min(1).max(400).meta({ description: 'What is wrong' }),
  place: place.min(1),
  requester,
  equipment: reference.nullable().default(null),
  priority: priority.default('P3'),
  appointmentAt: moment.nullable().default(null),
});

/** The body of one step; which fields a step needs its guards say. */
const stepFields = {
  step: workOrderStep,
  expectedVersion: z.int().min(1).exactOptional(),
  assignee: z.string().min(1).max(100).exactOptional().meta({ description: 'For `assign`' }),
  note: note.exactOptional(),
  resolution: note.exactOptional().meta({ description: 'For `done`: what was found and done' }),
  codes: orderCodes.exactOptional(),
  holdReason: holdReason.exactOptional(),
  resumeAt: moment.exactOptional().meta({ description: 'For `hold`: when it is to go on' }),
  rejectReason: rejectReason.exactOptional(),
  method: arrivalMethod.exclude(['start']).exactOptional(),
  scanned: z.string().max(300).exactOptional().meta({ description: 'For `arrive` by scan: what the code says' }),
  answers: z
    .array(
      z.strictObject({
        item: z.string().min(1).max(60),
        value: z.union([z.boolean(), z.number(), z.string().trim().max(2000)]),
        note: note.nullable().exactOptional(),
        file: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .nullable()
          .exactOptional(),
      }),
    )
    .max(MOST_ITEMS)
    .exactOptional(),
  labour: z
    .strictObject({
      person: z.string().min(1).max(100),
      startAt: moment,
      endAt: moment,
      people: z.int().min(1).max(50).default(1),
      travelMinutes: z.number().min(0).max(1440).default(0),
      isOvertime: z.boolean().default(false),
    })
    .exactOptional(),
  part: z
    .strictObject({
      part: z.int().min(1).nullable().default(null),
      name: z.string().trim().min(1).max(200),
      quantity: z.number().positive().max(1_000_000),
      unit: z.string().max(20).default(''),
      price: z.number().min(0).nullable().default(null),
      stage: z.enum(['reserved', 'issued', 'returned']).default('issued'),
    })
    .exactOptional(),
  file: z
    .strictObject({
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      name: z.string().trim().max(200),
      mediaType: z.string().max(100),
      stage: z.enum(['before', 'after', 'other']).default('other'),
    })
    .exactOptional(),
  callBack: z
    .strictObject({
      isSolved: z.boolean(),
      score: z.int().min(1).max(5).nullable().default(null),
      comment: note.nullable().default(null),
      method: z.enum(['phone', 'visit', 'message', 'signature']).default('phone'),
      person: z.string().trim().max(100).nullable().default(null),
    })
    .exactOptional(),
  priority: priority.exactOptional(),
  appointmentAt: moment.nullable().exactOptional(),
  deadlineAt: moment.nullable().exactOptional(),
  place: place.exactOptional(),
  via: recordVia.exclude(['system']).exactOptional().meta({ description: 'screen unless said' }),
};

export const workOrderTransition = z.strictObject(stepFields);

/** What a phone kept while it was out of reach, oldest first. */
export const offlineBatch = z.strictObject({
  commands: z
    .array(z.strictObject({ id: z.uuid(), order: z.int().min(1), deviceAt: moment, ...stepFields }))
    .min(1)
    .max(MOST_COMMANDS),
});

export const offlineFilter = z.object({
  state: z.enum([...offlineState.options, 'all']).default('waiting'),
  limit: pageSize,
});

export const offlineDecision = z.strictObject({
  decision: z.enum(['apply', 'dismiss']).meta({ description: 'apply: try the step again as the order is now' }),
  note: note.min(1),
});

export const byUuid = z.object({ id: z.uuid() });
