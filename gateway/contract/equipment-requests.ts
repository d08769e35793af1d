import { z } from 'zod';
import { cardChange, documentKind, entryKind } from '../domain/duty/equipment/equipment-card.ts';
import { moment, reference } from './requests.ts';

/** What callers may ask and send about the equipment register. */

const DAY_MS = 86_400_000;
/** A year, when nothing else is asked; three at most. */
export const USUAL_HISTORY_MS = 366 * DAY_MS;
const LONGEST_HISTORY_MS = 3 * USUAL_HISTORY_MS;

const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month such as 2026-01')
  .meta({ examples: ['2026-01'] });
const expectedVersion = z
  .int()
  .min(1)
  .exactOptional()
  .meta({ description: 'As it was looked at; refused when somebody has changed it since' });
const reason = z.string().trim().min(3).max(300);

export const cardFilter = z.object({ equipment: reference.exactOptional() });

export const cardRange = z
  .object({
    from: moment.exactOptional().meta({ description: 'A year before `to` when absent' }),
    to: moment.exactOptional().meta({ description: 'Now when absent' }),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    ...{ path: ['from'], message: 'must lie before `to`' },
  })
  .refine(({ from, to }) => from === undefined || to === undefined || to - from <= LONGEST_HISTORY_MS, {
    ...{ path: ['from'], message: 'at most three years' },
  });

export const goodOrderFilter = z.object({
  month: month.exactOptional().meta({ description: 'That under way when absent' }),
});

export const cardEdit = z.strictObject({
  fields: cardChange.refine((fields) => Object.keys(fields).length > 0, 'nothing to change'),
  reason: reason.nullable().default(null).meta({ description: 'Needed where something else stood before' }),
  expectedVersion,
});

/** Only addresses that a browser may follow from a card. */
const webAddress = z.url({ protocol: /^https?$/ }).max(500);

export const documentDraft = z
  .strictObject({
    kind: documentKind,
    title: z.string().trim().min(1).max(200),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable()
      .default(null)
      .meta({ description: 'Of a file that was sent before' }),
    url: webAddress.nullable().default(null).meta({ description: 'Where it is kept otherwise' }),
    expectedVersion,
  })
  .refine(({ sha256, url }) => (sha256 === null) !== (url === null), {
    ...{ path: ['sha256'], message: 'either a file or an address' },
  });

export const documentWithdrawal = z.strictObject({ id: z.int().min(1), reason, expectedVersion });

export const entryDraft = z.strictObject({
  kind: entryKind,
  at: moment.meta({ description: 'When it happened' }),
  text: z.string().trim().min(1).max(2000),
  order: z.int().min(1).nullable().default(null),
  expectedVersion,
});

export const cardReviewDraft = z.strictObject({
  month,
  remark: z.string().trim().max(500).nullable().default(null),
  expectedVersion,
});

export const retirement = z.strictObject({ reason, expectedVersion });
