import { z } from 'zod';
import { dateText, itemResult } from '../domain/duty/maintenance/maintenance-task.ts';
import { recordState } from '../domain/duty/record.ts';
import {
  callOutStep,
  certificateStep,
  contractorStep,
  ending,
  instrumentStep,
  newCallOut,
  newCertificate,
  newContractor,
  newInstrument,
  newPart,
  newTool,
  partDecision,
  partStep,
  toolStep,
} from '../domain/duty/stores/stores-requests.ts';
import { moment, reference } from './requests.ts';

/** What callers may ask and send about maintenance plans, the stores and the figures. */

const DAY_MS = 86_400_000;
const LONGEST_BOARD_MS = 400 * DAY_MS;

/** On which version somebody acts, and, from a phone that was out of reach, when. */
const acting = {
  expectedVersion: z.int().min(1).exactOptional().meta({ description: 'Refused when the record has changed since' }),
  deviceAt: moment
    .exactOptional()
    .meta({ description: 'When the phone says it was done, if it could not be sent then' }),
};
export interface RecordActing {
  readonly expectedVersion?: number;
  readonly deviceAt?: number;
}

const reason = z.string().trim().min(3).max(500);
const words = z.string().trim().max(500);

export const maintenanceFilter = z.object({
  from: moment.exactOptional().meta({ description: 'Of the day it falls on by its plan' }),
  to: moment.exactOptional(),
  state: recordState.exactOptional(),
  subject: reference.exactOptional().meta({ description: 'Equipment or area' }),
  before: moment.exactOptional().meta({ description: 'Only those of an earlier day (paging)' }),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

export const outlookFilter = z.object({
  until: dateText.meta({ description: 'Before this day; at most 400 days from now' }),
});

const saying = z.strictObject({
  item: reference,
  result: itemResult,
  value: z.number().nullable().default(null),
  note: words.nullable().default(null),
  file: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null)
    .meta({ description: 'Hash of an attached photo' }),
  reason: reason.nullable().default(null).meta({ description: 'Needed where it was answered already' }),
});

export const taskStep = z.strictObject({
  ...acting,
  do: z.discriminatedUnion('step', [
    z.strictObject({ step: z.literal('fill'), answers: z.array(saying).min(1).max(200) }),
    z.strictObject({ step: z.literal('sign') }),
    z.strictObject({ step: z.literal('addendum'), text: reason }),
  ]),
});

export const taskDecision = z.strictObject({
  ...acting,
  do: z.discriminatedUnion('step', [
    z.strictObject({ step: z.literal('accept'), note: words.nullable().default(null) }),
    z.strictObject({ step: z.literal('send-back'), reason }),
    z.strictObject({ step: z.literal('move'), to: dateText, reason }),
    z.strictObject({ step: z.literal('cancel'), reason }),
  ]),
});

export const taskWish = z.strictObject({ ...acting, plan: reference, level: reference, reason });
export const hourBase = z.strictObject({ ...acting, plan: reference, register: z.number().min(0), reason });

export const yearFilter = z.object({
  state: recordState.exactOptional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const yearWish = z.strictObject({ ...acting, period: z.string().regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/) });
export const yearStep = z.strictObject({
  ...acting,
  do: z.discriminatedUnion('step', [
    z.strictObject({ step: z.literal('move-line'), key: reference, to: dateText, note: reason }),
    z.strictObject({ step: z.literal('renew') }),
    z.strictObject({ step: z.literal('submit') }),
  ]),
});
export const yearDecision = z.strictObject({
  ...acting,
  do: z.discriminatedUnion('step', [
    z.strictObject({ step: z.literal('approve'), note: words.nullable().default(null) }),
    z.strictObject({ step: z.literal('return'), reason }),
  ]),
});

const adding = <T extends z.ZodType>(entry: T) => z.strictObject({ ...acting, entry });
const doing = <T extends z.ZodType>(step: T) => z.strictObject({ ...acting, do: step });

export const partEntry = adding(newPart);
export const partDeed = doing(partStep);
export const partRuling = doing(partDecision);
export const toolEntry = adding(newTool);
export const toolDeed = doing(toolStep);
export const toolEnding = doing(ending);
export const contractorEntry = adding(newContractor);
export const contractorDeed = doing(contractorStep);
export const callOutEntry = adding(newCallOut);
export const callOutDeed = doing(callOutStep);
export const instrumentEntry = adding(newInstrument);
export const instrumentDeed = doing(instrumentStep);
export const certificateEntry = adding(newCertificate);
export const certificateDeed = doing(certificateStep);

export const boardRange = z
  .object({ from: moment, to: moment })
  .refine(({ from, to }) => from < to && to - from <= LONGEST_BOARD_MS, {
    path: ['to'],
    message: 'after `from`, at most 400 days',
  });
export const byReport = z.object({ kind: z.enum(['daily', 'weekly', 'monthly']), period: z.string().max(10) });
