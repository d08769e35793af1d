import { z } from 'zod';
import { moment, note, pageSize, reference } from './requests.ts';

/** What callers may send about alarms, besides the lists of requests.ts. */

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** The longest any class may be shelved. */
const LONGEST_SHELF_MS = 72 * HOUR_MS;
/** The longest maintenance mode lasts without being asked for again. */
export const LONGEST_MAINTENANCE_MS = 8 * HOUR_MS;
/** Most alarms one request acknowledges. */
export const BULK_LIMIT = 200;

const reason = z.string().trim().min(3).max(300);
const occurrence = z.int().min(1).meta({ description: 'The occurrence the person has seen' });

export const acknowledgement = z.strictObject({ occurrence: occurrence.exactOptional(), note: note.exactOptional() });

export const bulkAcknowledgement = z.strictObject({
  alarms: z
    .array(z.strictObject({ id: reference, occurrence: occurrence.exactOptional() }))
    .min(1)
    .max(BULK_LIMIT)
    .meta({ description: 'An urgent one (P1) is refused unless its occurrence is named' }),
  note: note.exactOptional(),
});

export const noted = z.strictObject({ note: note.exactOptional() });
export const reasoned = z.strictObject({ reason });
export const remark = z.strictObject({ note: note.min(1) });

export const shelving = z.strictObject({
  mode: z.enum(['timed', 'one-shot']).default('timed').meta({ description: 'one-shot: until it returns to normal' }),
  forMs: z.int().min(MINUTE_MS).max(LONGEST_SHELF_MS).meta({ description: 'At most what the condition allows' }),
  reason,
});

export const outOfService = z.strictObject({
  reason,
  reviewBy: moment.meta({ description: 'Within 30 days' }),
  second: z
    .strictObject({ username: z.string().min(1).max(100), password: z.string().min(1).max(200) })
    .exactOptional()
    .meta({ description: 'A second person with the same permission; needed for alarms of class safety' }),
});

export const responseTick = z.strictObject({
  step: z.string().min(1).max(100),
  value: z.number().nullable().default(null).meta({ description: 'Of a reading' }),
  note: note.nullable().default(null),
});

export const maintenance = z.strictObject({
  forMs: z.int().min(MINUTE_MS).max(LONGEST_MAINTENANCE_MS),
  reason,
  workOrder: z.int().min(1).nullable().default(null),
});

export const journalFilter = z.object({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).exactOptional().meta({
    description: 'Rows after this sequence, for paging and for following',
  }),
  from: moment.exactOptional(),
  to: moment.exactOptional(),
  types: z
    .union([z.string(), z.array(z.string())])
    .transform((types) => [types].flat().flatMap((text) => text.split(',')))
    .pipe(z.array(z.string().min(1).max(40)).min(1).max(40))
    .exactOptional()
    .meta({ description: 'Several separated by commas, or the parameter repeated' }),
  limit: pageSize,
});
