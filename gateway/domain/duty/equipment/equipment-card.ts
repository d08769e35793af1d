import { z } from 'zod';
import { instant } from '../../instant.ts';
import type { RecordShape } from '../record.ts';

/** A day as it is written on paper, without a time zone: `2026-01-05`. */
export const cardDate = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date such as 2026-01-05')
  .refine((text) => new Date(`${text}T00:00:00Z`).getUTCDate() === Number(text.slice(8)), 'is not in the calendar');

const line = z.string().trim().min(1).max(200);
const passage = z.string().trim().min(1).max(2000);

/** What the card says and telemetry cannot know; null: nobody has written it yet. */
export const cardFields = z.strictObject({
  number: line.nullable().meta({ description: 'Management number of the site' }),
  serial: line.nullable().meta({ description: 'Serial number of the maker' }),
  madeOn: cardDate.nullable(),
  commissionedOn: cardDate.nullable(),
  originalValue: z.number().min(0).max(1e12).nullable().meta({ description: 'In the money of the site' }),
  switchPosition: line.nullable().meta({ description: 'Cabinet and switch that feed it' }),
  responsible: line.nullable().meta({ description: 'Person id, or a name' }),
  contractor: line.nullable(),
  contractorPhone: line.nullable(),
  warrantyUntil: cardDate.nullable(),
  cycleDays: z.int().min(1).max(3660).nullable().meta({ description: 'Maintained every so many days' }),
  inspectionDueOn: cardDate.nullable().meta({ description: 'Next inspection by an authority' }),
  criticality: z.enum(['A', 'B', 'C']).nullable().meta({ description: 'A: without it the house stops' }),
  ratedData: passage.nullable(),
  lubricants: passage.nullable(),
  wearParts: passage.nullable(),
});
export type CardFields = z.infer<typeof cardFields>;
export type CardField = keyof CardFields;

/** Some of the fields: what the site file knows, or what somebody changes. */
export const cardChange = cardFields.partial();
export type CardChange = z.infer<typeof cardChange>;

/** A card nobody has written on. */
export const BLANK_FIELDS: CardFields = {
  ...{ number: null, serial: null, madeOn: null, commissionedOn: null, originalValue: null, switchPosition: null },
  ...{ responsible: null, contractor: null, contractorPhone: null, warrantyUntil: null, cycleDays: null },
  ...{ inspectionDueOn: null, criticality: null, ratedData: null, lubricants: null, wearParts: null },
};

export const documentKind = z.enum(['manual', 'drawing', 'certificate', 'contract', 'photo', 'other']);

/** What a card says after a change. */
export const mergedFields = (fields: CardFields, change: CardChange): CardFields =>
  cardFields.parse({ ...fields, ...change });

/** A paper that belongs to the machine: a file kept here, or the address of one kept elsewhere. */
export const cardDocument = z.object({
  id: z.int().min(1),
  kind: documentKind,
  title: line,
  sha256: z.string().nullable(),
  url: z.string().nullable(),
  addedAt: instant,
  addedBy: z.string(),
  /** Why it no longer counts; it stays to be seen. */
  withdrawn: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
});
export type CardDocument = z.infer<typeof cardDocument>;

export const entryKind = z.enum(['fault', 'repair', 'part', 'rebuild', 'inspection', 'other']);

/** A line of the machine's history that no alarm and no order tells. */
export const cardEntry = z.object({
  id: z.int().min(1),
  kind: entryKind,
  /** When it happened. */
  at: instant,
  text: passage,
  order: z.int().nullable().meta({ description: 'Number of the work order it belongs to' }),
  writtenAt: instant,
  by: z.string(),
});
export type CardEntry = z.infer<typeof cardEntry>;

/** Somebody has looked through a month of the history. */
export const cardReview = z.object({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  at: instant,
  by: z.string(),
  remark: z.string().nullable(),
});
export type CardReview = z.infer<typeof cardReview>;

/** What a field said before; paper strikes through, it does not erase. */
export const cardCorrection = z.object({
  field: z.string(),
  before: z.union([z.string(), z.number()]),
  at: instant,
  by: z.string(),
  reason: z.string(),
});
export type CardCorrection = z.infer<typeof cardCorrection>;

/** The card of one machine. Its record is open as long as the machine serves, done once it is retired. */
export const equipmentCard = z.object({
  fields: cardChange.transform((known): CardFields => mergedFields(BLANK_FIELDS, known)),
  documents: z.array(cardDocument).default([]),
  entries: z.array(cardEntry).default([]),
  reviews: z.array(cardReview).default([]),
  /** The latest; all of them are in the events. */
  corrections: z.array(cardCorrection).default([]),
});
export type EquipmentCard = z.infer<typeof equipmentCard>;

export const EQUIPMENT_CARD: RecordShape<EquipmentCard> = { kind: 'equipment-card', body: equipmentCard };
