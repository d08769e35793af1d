import { z } from 'zod';
import { instant } from '../../instant.ts';
import type { RecordShape } from '../record.ts';

const line = z.string().max(200);

/** What is known of a visitor before he comes in. */
export const visitWish = z.object({
  area: z.string().meta({ description: 'Id of the area to be entered' }),
  visitor: line.min(1),
  company: line,
  phone: line,
  people: z.int().min(1).max(100),
  purpose: line.min(1),
  /** Who goes with them. */
  host: line.min(1),
  from: instant,
  to: instant,
});
export type VisitWish = z.infer<typeof visitWish>;

const decision = z.object({ isApproved: z.boolean(), by: z.string(), at: instant, note: z.string() });

export const visit = z.object({
  area: z.string(),
  visitor: z.string(),
  company: z.string(),
  phone: z.string(),
  people: z.int(),
  purpose: z.string(),
  host: z.string(),
  startsAt: instant,
  endsAt: instant,
  needsApproval: z.boolean(),
  askedBy: z.string(),
  decision: decision.nullable(),
  enteredAt: instant.nullable(),
  enteredBy: z.string().nullable(),
  leftAt: instant.nullable(),
  leftBy: z.string().nullable(),
  note: z.string(),
});
export type Visit = z.infer<typeof visit>;

/** Kind `visit`: an outsider in a plant room. Done when he has left. */
export const VISIT: RecordShape<Visit> = { kind: 'visit', body: visit };
