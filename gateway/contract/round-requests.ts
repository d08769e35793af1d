import { z } from 'zod';
import { recordState } from '../domain/duty/record.ts';
import { photoHash, roundMark } from '../domain/duty/rounds/round.ts';
import { moment, note, reference } from './requests.ts';

/** What callers may ask and send about rounds and meter runs. */

const DAY_MS = 86_400_000;
const LONGEST_RANGE_MS = 400 * DAY_MS;

const isRange = ({ from, to }: { readonly from?: number; readonly to?: number }): boolean =>
  from === undefined || to === undefined || (from < to && to - from <= LONGEST_RANGE_MS);
const RANGE_REFUSAL = { path: ['to'], message: 'after `from`, at most 400 days' };

export const roundFilter = z
  .object({
    from: moment.exactOptional().meta({ description: 'Of the moment of the round; a week ago when absent' }),
    to: moment.exactOptional(),
    state: recordState.exactOptional(),
    plan: reference.exactOptional(),
    before: moment.exactOptional().meta({ description: 'Only rounds of an earlier moment (paging)' }),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  })
  .refine(isRange, RANGE_REFUSAL);

export const roundRange = z
  .object({
    from: moment.exactOptional().meta({ description: 'Seven days before `to` when absent' }),
    to: moment.exactOptional().meta({ description: 'Now when absent' }),
  })
  .refine(isRange, RANGE_REFUSAL);

export const byCode = z.object({ code: z.string().min(1).max(120) });

/** On which version somebody acts, and, from a phone that was out of reach, when. */
const acting = {
  expectedVersion: z.int().min(1).exactOptional().meta({ description: 'Refused when the record has changed since' }),
  via: z.enum(['screen', 'phone']).exactOptional(),
  deviceAt: moment
    .exactOptional()
    .meta({ description: 'When the phone says it was done, if it could not be sent then' }),
  sentAt: moment.exactOptional().meta({ description: 'What the same clock shows while sending' }),
};
export interface Acting {
  readonly expectedVersion?: number;
  readonly via?: 'screen' | 'phone';
  readonly deviceAt?: number;
  readonly sentAt?: number;
}

const reason = z.string().trim().min(3).max(2000);

const answer = z.strictObject({
  check: reference,
  mark: roundMark.nullable().default(null).meta({ description: 'ok √, bad ×, none ○; of a number it follows' }),
  value: z.number().nullable().default(null).meta({ description: 'Absent: what telemetry says is confirmed' }),
  text: note.nullable().default(null),
  note: note.nullable().default(null).meta({ description: 'Needed with ×' }),
  photo: photoHash.nullable().default(null),
});

export const roundScan = z.strictObject({
  ...acting,
  stop: reference,
  code: z.string().min(1).max(500).meta({ description: 'As scanned: the code or the whole address' }),
  typed: z.boolean().default(false),
});
export const roundFill = z.strictObject({ ...acting, stop: reference, answers: z.array(answer).min(1).max(200) });
export const roundSkip = z.strictObject({ ...acting, stop: reference, reason });
export const roundCorrection = z.strictObject({ ...acting, stop: reference, answer, reason });
export const roundRecheck = z.strictObject({
  ...acting,
  finding: reference,
  result: z.enum(['ok', 'bad']),
  note: note.default(''),
});
/** A signature or a review; the note may be empty. */
export const recordSignature = z.strictObject({ ...acting, note: note.default('') });
export const recordAddendum = z.strictObject({ ...acting, note: reason });

export const meterRunFilter = z
  .object({
    from: moment.exactOptional(),
    to: moment.exactOptional(),
    state: recordState.exactOptional(),
    before: moment.exactOptional().meta({ description: 'Only runs of an earlier moment (paging)' }),
    limit: z.coerce.number().int().min(1).max(100).default(24),
  })
  .refine(isRange, RANGE_REFUSAL);

const meter = reference;

export const meterRunStart = z.strictObject({ reason });
export const meterReadingEntry = z.strictObject({
  ...acting,
  meter,
  value: z.number().min(0).max(1e12).meta({ description: 'As the register shows it, before the multiplier' }),
  photo: photoHash.nullable().default(null),
  note: note.nullable().default(null),
});
export const meterEstimate = z.strictObject({ ...acting, meter, value: z.number().min(0).max(1e12), reason });
export const meterExplanation = z.strictObject({ ...acting, meter, reason });
export const meterCheck = z.strictObject({
  ...acting,
  meter,
  result: z.enum(['ok', 'bad']),
  note: note.default(''),
});
export const meterRunExport = z.object({
  what: z.enum(['sheet', 'billing']).default('sheet'),
  format: z.enum(['csv', 'xlsx']).default('csv'),
  language: z.enum(['en', 'zh']).default('zh'),
});
