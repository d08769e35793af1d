import { z } from 'zod';
import { recordState } from '../domain/duty/record.ts';
import { handEntry, reviewStep } from '../domain/duty/sheets/log-sheet.ts';
import { moment, note, reference } from './requests.ts';

/** What callers may ask and send about log sheets. */

const DAY_MS = 86_400_000;
/** Longest range of comfort figures in one request. */
const LONGEST_COMFORT_MS = 92 * DAY_MS;

/** A sheet is read whole to be told in a list. */
const MOST_SHEETS = 200;

const expectedVersion = z.int().min(1).meta({ description: 'Version of the record that was looked at' });

export const sheetFilter = z.object({
  from: moment.exactOptional(),
  to: moment.exactOptional(),
  before: moment.exactOptional().meta({ description: 'Pages to older ones' }),
  subject: reference.exactOptional().meta({ description: 'Equipment or area' }),
  state: recordState.exactOptional(),
  limit: z.coerce.number().int().min(1).max(MOST_SHEETS).default(MOST_SHEETS),
});

const entry = z.strictObject({
  column: reference,
  value: handEntry.meta({
    description: 'A number; √ × ○ are ok, fault, none; a choice is its id, a photo its SHA-256',
  }),
  remark: note.nullable().default(null),
  order: z.boolean().default(false).meta({ description: '× opens a work order with the readings in it' }),
});

export const sheetFill = z.strictObject({
  expectedVersion: expectedVersion.exactOptional().meta({
    description: 'Not needed: a cell that has been filled meanwhile is refused anyway',
  }),
  row: reference,
  entries: z.array(entry).min(1).max(200),
  deviceAt: moment
    .nullable()
    .default(null)
    .meta({ description: 'When it was entered on a phone that was out of reach' }),
  sentAt: moment
    .nullable()
    .default(null)
    .meta({ description: 'What the same clock shows while sending: how long it was kept, however wrong the clock' }),
  via: z.enum(['screen', 'phone']).exactOptional(),
});

const reason = z.string().trim().min(3).max(300);

export const sheetCorrection = z.strictObject({
  expectedVersion,
  row: reference,
  column: reference,
  value: handEntry,
  reason,
});

export const sheetSignature = z
  .strictObject({
    expectedVersion,
    row: reference.nullable().default(null).meta({ description: 'The row; null: the day' }),
    sign: reference.nullable().default(null).meta({ description: 'For the day: which signature' }),
  })
  .refine(({ row, sign }) => (row === null) !== (sign === null), {
    path: ['row'],
    message: 'a row, or a signature of the day',
  });

export const sheetReview = z
  .strictObject({
    expectedVersion,
    step: reviewStep,
    remark: note.nullable().default(null),
    order: z.boolean().default(false).meta({ description: 'The remark becomes a work order' }),
  })
  .refine(({ order, remark }) => !order || (remark ?? '').length >= 3, {
    path: ['remark'],
    message: 'an order needs a remark',
  });

export const sheetAddendum = z.strictObject({
  expectedVersion,
  text: z.string().trim().min(3).max(2000),
  row: reference.nullable().default(null),
  column: reference.nullable().default(null),
});

export const startExplanation = z.strictObject({ expectedVersion, text: z.string().trim().min(3).max(2000) });

export const comfortRange = z
  .object({ from: moment, to: moment })
  .refine(({ from, to }) => from < to && to - from <= LONGEST_COMFORT_MS, {
    path: ['to'],
    message: 'after `from`, at most 92 days',
  });
