import { z } from 'zod';
import { instant } from '../../instant.ts';
import { localText } from '../../text.ts';
import type { RecordShape } from '../record.ts';
import { handoverReport } from './handover-report.ts';

/** Who is to come, for which part of the shift. */
export const shiftPerson = z.object({
  person: z.string(),
  name: z.string(),
  because: z.enum(['turn', 'override', 'deputy']),
  startsAt: instant,
  endsAt: instant,
});
export type ShiftPerson = z.infer<typeof shiftPerson>;

/** Where somebody is who has come. */
export const presence = z.object({
  person: z.string(),
  name: z.string(),
  state: z.enum(['here', 'away', 'left']),
  since: instant,
  /** away: where to and who was told. */
  place: z.string().nullable(),
  agreedBy: z.string().nullable(),
  backUntil: instant.nullable(),
  /** Nobody of the plan: stands in. */
  isStandIn: z.boolean(),
});
export type Presence = z.infer<typeof presence>;

/** √ ×; null: not looked at yet. × needs a remark. */
const handCheck = z.object({ result: z.enum(['ok', 'bad']).nullable(), remark: z.string().nullable() });
export type HandCheck = z.infer<typeof handCheck>;

export const handCheckName = z.enum(['keys', 'tools', 'clean']);
export type HandCheckName = z.infer<typeof handCheckName>;

/** What only people know. */
export const handPart = z.object({
  permits: z.string(),
  instructions: z.string(),
  note: z.string(),
  /** Switching that is going on; empty: none. */
  switching: z.string(),
  checks: z.object({ keys: handCheck, tools: handCheck, clean: handCheck }),
});
export type HandPart = z.infer<typeof handPart>;

export const signature = z.object({ by: z.string(), name: z.string(), at: instant, isStandIn: z.boolean() });
export type ShiftSignature = z.infer<typeof signature>;

/** Why a shift may not be handed over now. */
export const handoverBlock = z.enum(['playbook', 'p1', 'switching', 'people']);
export type HandoverBlock = z.infer<typeof handoverBlock>;

const override = z.object({ by: z.string(), at: instant, reason: z.string(), blocks: z.array(handoverBlock) });

export const handover = z.object({
  openedAt: instant,
  report: handoverReport,
  hand: handPart,
  /** What was written before a change, with who changed it and when. */
  former: z.array(z.object({ field: z.string(), was: z.string(), by: z.string(), at: instant })),
  outgoing: signature.nullable(),
  incoming: signature.nullable(),
  /** The relief has looked at the equipment, and what it found: that belongs to the outgoing shift. */
  walked: z.boolean(),
  found: z.string(),
  override: override.nullable(),
  isLate: z.boolean(),
});
export type Handover = z.infer<typeof handover>;

export const shift = z.object({
  trade: z.string(),
  title: localText,
  hours: z.string(),
  startsAt: instant,
  endsAt: instant,
  holiday: localText.nullable(),
  minimum: z.int().min(0),
  people: z.array(shiftPerson),
  presence: z.array(presence),
  /** From whom it took over; null: nobody signed it over. */
  takenOver: signature.nullable(),
  /** The shift before was handed over although something stood against it. */
  override: override.nullable(),
  /** All equipment looked at before the night's rest; null: this shift has no such check. */
  check: z
    .object({
      dueAt: instant,
      doneAt: instant.nullable(),
      by: z.string().nullable(),
      note: z.string(),
      isMissed: z.boolean(),
    })
    .nullable(),
  handover: handover.nullable(),
  lateToldAt: instant.nullable(),
  addenda: z.array(z.object({ by: z.string(), at: instant, text: z.string() })),
});
export type Shift = z.infer<typeof shift>;

/** Kind `shift`: one shift of one trade, with the handover at its end. It is done when the relief has signed. */
export const SHIFT: RecordShape<Shift> = { kind: 'shift', body: shift };
