import { z } from 'zod';
import { instant } from './instant.ts';
import { localText } from './text.ts';

/** What is written into an order while it is worked on. */

const id = z.string().min(1).max(60);
const typed = z.string().trim().max(2000);

export const checklistKind = z.enum(['check', 'choice', 'number', 'text', 'photo', 'signature', 'scan']);

/** One thing to be done or looked at. */
export const checklistItem = z
  .object({
    id,
    kind: checklistKind,
    text: localText,
    required: z.boolean(),
    options: z.array(z.object({ id, text: localText })).meta({ description: 'Of a choice; empty otherwise' }),
    min: z.number().nullable(),
    max: z.number().nullable(),
    unit: z.string().max(20),
    tag: z
      .string()
      .max(200)
      .nullable()
      .meta({ description: 'Of a number: the point whose live value is shown beside it' }),
    tolerance: z.number().nullable().meta({ description: 'Typed and live value may differ so much' }),
    condition: z
      .object({ item: id, is: z.string().max(200) })
      .nullable()
      .meta({
        description: 'Only to be answered when that item was answered so (`true`, `false`, the id of a choice)',
      }),
    onFail: z.enum(['comment', 'photo', 'order']).nullable().meta({ description: 'What a bad answer asks for' }),
  })
  .meta({ id: 'ChecklistItem' });
export type ChecklistItem = z.infer<typeof checklistItem>;

/** What somebody answered. A bad answer is one that fails its item: unchecked, out of range. */
export const checklistAnswer = z
  .object({
    item: id,
    value: z.union([z.boolean(), z.number(), typed]),
    note: typed.nullable(),
    file: z.string().nullable().meta({ description: 'Hash of a photo or signature' }),
    live: z
      .number()
      .nullable()
      .meta({ description: 'What the point said at that moment; null when it said nothing good' }),
    isBad: z.boolean(),
    isDoubtful: z
      .boolean()
      .meta({ description: 'Typed and live value differ by more than the tolerance: look at the sensor' }),
    at: instant,
    by: z.string(),
  })
  .meta({ id: 'ChecklistAnswer' });
export type ChecklistAnswer = z.infer<typeof checklistAnswer>;

/** A value of the equipment around the work. `value` null: there was none, and why. */
export const orderReading = z
  .object({
    stage: z.enum(['before', 'after']),
    tag: z.string(),
    value: z.number().nullable(),
    unit: z.string(),
    at: instant.nullable().meta({ description: 'When it was measured' }),
    missing: z.enum(['bad', 'waiting']).nullable(),
  })
  .meta({ id: 'OrderReading' });
export type OrderReading = z.infer<typeof orderReading>;

export const orderFile = z
  .object({
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    name: z.string().max(200),
    mediaType: z.string().max(100),
    stage: z.enum(['before', 'after', 'other']),
    at: instant,
    by: z.string(),
  })
  .meta({ id: 'OrderFile' });
export type OrderFile = z.infer<typeof orderFile>;

export const orderPart = z
  .object({
    part: z.int().nullable().meta({ description: 'Record of the stores it comes from; null: bought for this' }),
    name: z.string().trim().min(1).max(200),
    quantity: z.number().positive().max(1_000_000),
    unit: z.string().max(20),
    price: z.number().min(0).nullable().meta({ description: 'Of one, in the currency of the site' }),
    stage: z.enum(['reserved', 'issued', 'returned']),
    at: instant,
    by: z.string(),
  })
  .meta({ id: 'OrderPart' });
export type OrderPart = z.infer<typeof orderPart>;

export const orderLabour = z
  .object({
    person: z.string().min(1).max(100),
    startAt: instant,
    endAt: instant,
    people: z.int().min(1).max(50),
    travelMinutes: z.number().min(0).max(1440),
    isOvertime: z.boolean(),
    isDerived: z.boolean().meta({ description: 'From start, holds and end of the work; nobody typed it' }),
  })
  .meta({ id: 'OrderLabour' });
export type OrderLabour = z.infer<typeof orderLabour>;

/** What was wrong, why, and what helped; ids of the site's lists per class of equipment. */
export const orderCodes = z.object({ failure: id, cause: id, remedy: id }).meta({ id: 'OrderCodes' });
export type OrderCodes = z.infer<typeof orderCodes>;

export const callBack = z
  .object({
    dueAt: instant,
    answeredAt: instant.nullable(),
    by: z.string().nullable(),
    person: z.string().max(100).nullable().meta({ description: 'Who was asked' }),
    method: z.enum(['phone', 'visit', 'message', 'signature']).nullable(),
    isSolved: z.boolean().nullable(),
    score: z.int().min(1).max(5).nullable(),
    comment: typed.nullable(),
  })
  .meta({ id: 'CallBack' });
export type CallBack = z.infer<typeof callBack>;
