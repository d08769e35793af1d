import { z } from 'zod';
import { localText } from '../../text.ts';
import { calibrationResult } from '../maintenance/calibration.ts';
import { dateText } from '../maintenance/maintenance-task.ts';

/** What people ask of the registers: a step has its name in `step`. */

const words = z.string().trim().max(500);
const reason = z.string().trim().min(3).max(500);
const name = z.string().trim().min(1).max(120);
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'letters, digits, _ and -, at most 40');
const quantity = z.number().positive().max(1_000_000);
const amount = z.number().min(0).max(1_000_000);
const number = z.int().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const partFacts = {
  name: localText,
  unit: z.string().trim().min(1).max(12),
  shelf: words,
  least: amount,
  approvalAbove: amount,
  price: amount.nullable(),
  equipment: z.array(z.string().max(60)).max(500),
};
export const newPart = z.strictObject({ code, ...partFacts });
export type NewPart = z.infer<typeof newPart>;

export const partStep = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('receive'), quantity, note: reason }),
  z.strictObject({ step: z.literal('reserve'), quantity, order: number }),
  z.strictObject({ step: z.literal('release'), order: number }),
  z.strictObject({ step: z.literal('issue'), quantity, order: number.nullable(), purpose: reason }),
  z.strictObject({ step: z.literal('return'), quantity, order: number.nullable() }),
  z.strictObject({ step: z.literal('count'), counted: amount, note: words.nullable() }),
]);
export type PartStep = z.infer<typeof partStep>;

export const partDecision = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('decide'), wish: number, grant: z.boolean() }),
  z.strictObject({ step: z.literal('change'), ...partFacts }),
  z.strictObject({ step: z.literal('end'), reason }),
]);
export type PartDecision = z.infer<typeof partDecision>;

export const newTool = z.strictObject({ code, name: localText, place: words });
export type NewTool = z.infer<typeof newTool>;

export const toolStep = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('lend'), to: name, backBy: dateText.nullable(), purpose: words }),
  z.strictObject({ step: z.literal('return'), damage: reason.nullable() }),
  z.strictObject({ step: z.literal('damage'), cause: reason }),
  z.strictObject({ step: z.literal('repaired') }),
  z.strictObject({ step: z.literal('count'), isThere: z.boolean(), note: words.nullable() }),
]);
export type ToolStep = z.infer<typeof toolStep>;

export const ending = z.discriminatedUnion('step', [z.strictObject({ step: z.literal('end'), reason })]);
export type Ending = z.infer<typeof ending>;

const contractorFacts = {
  name,
  trade: localText,
  contact: words,
  phone: words,
  nightPhone: words,
  equipment: z.array(z.string().max(60)).max(2000),
  arriveMinutes: z.int().min(1).max(10_080),
  contractEnd: dateText.nullable(),
  contractNumber: words,
};
export const newContractor = z.strictObject({ code, ...contractorFacts });
export type NewContractor = z.infer<typeof newContractor>;

const points = z.int().min(1).max(5);
export const contractorStep = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('change'), ...contractorFacts }),
  z.strictObject({
    step: z.literal('review'),
    month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
    ...{ quality: points, punctuality: points, safety: points, remark: words },
    demand: reason.nullable(),
    deadline: dateText.nullable(),
  }),
  z.strictObject({ step: z.literal('rectified'), month: z.string(), note: reason }),
  z.strictObject({ step: z.literal('end'), reason }),
]);
export type ContractorStep = z.infer<typeof contractorStep>;

export const newCallOut = z.strictObject({
  contractor: number.meta({ description: 'Record of the contractor' }),
  equipment: z.string().max(60).nullable(),
  order: number.nullable(),
  reason,
});
export type NewCallOut = z.infer<typeof newCallOut>;

export const callOutStep = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('answer'), by: name, promise: words }),
  z.strictObject({ step: z.literal('arrive'), people: name }),
  z.strictObject({ step: z.literal('close'), result: reason, isSolved: z.boolean() }),
  z.strictObject({ step: z.literal('cancel'), reason }),
]);
export type CallOutStep = z.infer<typeof callOutStep>;

export const newInstrument = z.strictObject({
  code,
  name: localText,
  serial: words,
  place: words,
  equipment: z.string().max(60).nullable(),
  everyMonths: z.int().min(1).max(120),
  isMandatory: z.boolean(),
  lastOn: dateText.nullable(),
});
export type NewInstrument = z.infer<typeof newInstrument>;

export const instrumentStep = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('send'), to: name, backBy: dateText.nullable() }),
  z.strictObject({
    step: z.literal('test'),
    on: dateText,
    result: calibrationResult,
    certificate: words,
    by: name,
    file: hash.nullable(),
    note: words.nullable(),
  }),
  z.strictObject({ step: z.literal('end'), reason }),
]);
export type InstrumentStep = z.infer<typeof instrumentStep>;

export const newCertificate = z.strictObject({
  code,
  person: name,
  title: localText,
  number: words,
  validUntil: dateText.nullable(),
});
export type NewCertificate = z.infer<typeof newCertificate>;

export const certificateStep = z.discriminatedUnion('step', [
  z.strictObject({
    step: z.literal('renew'),
    number: name,
    validUntil: dateText.nullable(),
    file: hash.nullable(),
  }),
  z.strictObject({ step: z.literal('end'), reason }),
]);
export type CertificateStep = z.infer<typeof certificateStep>;
