import { z } from 'zod';
import { instant } from '../../instant.ts';
import { localText } from '../../text.ts';
import type { RecordShape } from '../record.ts';

export const outageKind = z.enum(['power', 'water', 'cooling', 'gas', 'lift', 'other']);
export type OutageKind = z.infer<typeof outageKind>;

const text = (most: number) => z.string().max(most);
const mark = z.object({ by: z.string(), at: instant });

/** What somebody plans; may be changed until it is announced. */
export const outageDraft = z.object({
  kind: outageKind,
  title: text(120),
  reason: text(500),
  /** Machines that are switched off; what hangs on them is found. */
  equipment: z.array(z.string()).min(1).max(50),
  /** Whom it concerns, in words: buildings, floors, tenants. */
  scope: text(500),
  advice: text(500),
  contact: text(200),
  startAt: instant,
  endAt: instant,
});
export type OutageDraft = z.infer<typeof outageDraft>;

/** One planned outage with its notice and its restoration. */
export const outage = z.object({
  ...outageDraft.shape,
  affected: z.array(z.object({ equipment: z.string(), name: localText, area: localText })).max(2000),
  plannedBy: mark,
  /** Null: nobody has been told; the alarms are not marked. */
  announced: z
    .object({ ...mark.shape, isShort: z.boolean(), excuse: z.string().nullable() })
    .nullable()
    .meta({ description: 'isShort: later than the site’s notice allows, with the excuse for it' }),
  remindedAt: instant.nullable(),
  /** First moment at which a machine was seen without supply, or a person said so. */
  offAt: instant.nullable(),
  offBy: z.string().nullable(),
  backAt: instant.nullable(),
  backBy: z.string().nullable(),
  restored: z.object({ ...mark.shape, message: z.string() }).nullable(),
  overdueToldAt: instant.nullable(),
  /** Put into maintenance mode by this outage, so that it takes out what it put in and nothing else. */
  marked: z.array(z.string()),
  cancelled: z.object({ ...mark.shape, reason: z.string() }).nullable(),
});
export type Outage = z.infer<typeof outage>;

export const OUTAGE: RecordShape<Outage> = { kind: 'outage', body: outage };
