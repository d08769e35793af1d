import { z } from 'zod';
import { instant } from '../../instant.ts';
import { localText } from '../../text.ts';
import type { RecordShape } from '../record.ts';

const quantity = z.number().positive().max(1_000_000);

/** So much of a part is kept back for an order. */
const reservation = z.object({ order: z.int(), quantity, by: z.string(), at: instant });

/** Somebody wants more of a part than one may take alone. */
const issueWish = z.object({
  id: z.int(),
  order: z.int().nullable(),
  quantity,
  purpose: z.string(),
  by: z.string(),
  at: instant,
});
export type IssueWish = z.infer<typeof issueWish>;

/** A part on the shelf. How its count came about are the events; what is reserved is on the shelf still. */
export const part = z
  .object({
    code: z.string(),
    name: localText,
    unit: z.string(),
    shelf: z.string(),
    least: z.number().min(0).meta({ description: 'Fewer ask for more' }),
    onHand: z.number().min(0),
    approvalAbove: z.number().min(0).meta({ description: 'Taking more at once needs a second person' }),
    price: z.number().min(0).nullable(),
    equipment: z.array(z.string()),
    reserved: z.array(reservation),
    wishes: z.array(issueWish),
    /** Issued and not returned, by order; so that no more comes back than went out. */
    issued: z.array(z.object({ order: z.int().nullable(), quantity: z.number().min(0) })),
    countedAt: instant.nullable(),
    order: z.int().nullable().meta({ description: 'Work order that asks for more' }),
  })
  .meta({ id: 'Part' });
export type Part = z.infer<typeof part>;

export const PART: RecordShape<Part> = { kind: 'part', body: part };

/** What nobody has kept back. */
export const freeOf = ({ onHand, reserved }: Pick<Part, 'onHand' | 'reserved'>): number =>
  onHand - reserved.reduce((sum, one) => sum + one.quantity, 0);

export const isShort = (body: Pick<Part, 'onHand' | 'reserved' | 'least'>): boolean => freeOf(body) < body.least;
