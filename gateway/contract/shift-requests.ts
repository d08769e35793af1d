import { z } from 'zod';
import { recordState } from '../domain/duty/record.ts';
import { moment, note, reference } from './requests.ts';

/** What callers may ask and send about shifts and visitors. */

const LONGEST_RANGE_MS = 62 * 86_400_000;
const isRange = ({ from, to }: { readonly from?: number; readonly to?: number }): boolean =>
  from === undefined || to === undefined || (from < to && to - from <= LONGEST_RANGE_MS);
const RANGE_REFUSAL = { path: ['to'], message: 'after `from`, at most 62 days' };

export const shiftFilter = z
  .object({
    from: moment.exactOptional().meta({ description: 'Of the beginning; a week ago when absent' }),
    to: moment.exactOptional(),
    state: recordState.exactOptional(),
    trade: reference.exactOptional(),
    before: moment.exactOptional().meta({ description: 'Only shifts that began earlier (paging)' }),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  })
  .refine(isRange, RANGE_REFUSAL);

export const rosterRange = z
  .object({
    from: moment.exactOptional().meta({ description: 'Now when absent' }),
    to: moment.exactOptional().meta({ description: 'Fourteen days later when absent' }),
  })
  .refine(isRange, RANGE_REFUSAL);

/** On which version somebody acts. */
const acting = {
  expectedVersion: z.int().min(1).exactOptional().meta({ description: 'Refused when the record has changed since' }),
  via: z.enum(['screen', 'phone']).exactOptional(),
};

const words = note.default('');

export const shiftDeed = z.strictObject({ ...acting });
export const shiftLeave = z.strictObject({
  ...acting,
  place: note.min(1),
  agreedBy: reference.nullable().default(null).meta({ description: 'A colleague who stays; needed when there is one' }),
  backUntil: moment.nullable().default(null),
});
export const shiftNote = z.strictObject({ ...acting, note: words });

const handCheck = z.strictObject({ result: z.enum(['ok', 'bad']).nullable(), remark: note.nullable().default(null) });
export const handoverWords = z.strictObject({
  ...acting,
  permits: note.exactOptional(),
  instructions: note.exactOptional(),
  note: note.exactOptional(),
  switching: note.exactOptional().meta({ description: 'What switching goes on; empty: none' }),
  checks: z
    .strictObject({
      keys: handCheck.exactOptional(),
      tools: handCheck.exactOptional(),
      clean: handCheck.exactOptional(),
    })
    .exactOptional(),
});
export const shiftTakeOver = z.strictObject({
  ...acting,
  walked: z.boolean().meta({ description: 'The relief has looked at the equipment' }),
  found: words.meta({ description: 'What it found; why not, where it has not looked' }),
  overrideReason: note.min(3).nullable().default(null).meta({ description: 'Why it is taken over all the same' }),
});
export const shiftAddendum = z.strictObject({ ...acting, text: note.min(3) });

export const visitFilter = z
  .object({
    from: moment.exactOptional().meta({ description: 'Of the agreed beginning; a month ago when absent' }),
    to: moment.exactOptional(),
    state: recordState.exactOptional(),
    area: reference.exactOptional(),
    before: moment.exactOptional().meta({ description: 'Only visits of an earlier beginning (paging)' }),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  })
  .refine(isRange, RANGE_REFUSAL);

const line = z.string().trim().max(200);
export const visitRequest = z
  .strictObject({
    area: reference,
    visitor: line.min(1),
    company: line.default(''),
    phone: line.default(''),
    people: z.int().min(1).max(100).default(1),
    purpose: line.min(1),
    host: line.min(1).meta({ description: 'Who goes with them' }),
    from: moment,
    to: moment,
  })
  .refine(({ from, to }) => from < to && to - from <= LONGEST_RANGE_MS, RANGE_REFUSAL);
export const visitNote = z.strictObject({ ...acting, note: words });
