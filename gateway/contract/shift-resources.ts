import { z } from 'zod';
import { recordEvent, recordHead } from '../domain/duty/record.ts';
import { handoverReport } from '../domain/duty/shifts/handover-report.ts';
import { handoverBlock, shift, shiftPerson } from '../domain/duty/shifts/shift.ts';
import { visit } from '../domain/duty/visits/visit.ts';
import { instant } from '../domain/instant.ts';
import { localText } from '../domain/text.ts';

/** What is answered about shifts and visitors. */

export const shiftRecord = recordHead.extend({ body: shift }).meta({ id: 'Shift' });
export const shiftWithEvents = shiftRecord.extend({ events: z.array(recordEvent) });

/** A line of a list: who, when, and whether it was handed over. */
export const shiftBrief = recordHead.extend({
  title: localText,
  hours: z.string(),
  startsAt: instant,
  endsAt: instant,
  people: z.array(shiftPerson),
  outgoing: z.string().nullable().meta({ description: 'Name of who signed for the outgoing shift' }),
  incoming: z.string().nullable(),
  isLate: z.boolean(),
  isOverridden: z.boolean(),
});

export const plannedShift = z.object({
  trade: z.string(),
  title: localText,
  hours: z.string(),
  startsAt: instant,
  endsAt: instant,
  holiday: localText.nullable(),
  minimum: z.int(),
  people: z.array(shiftPerson),
  isGap: z.boolean().meta({ description: 'Too few people, or nobody for a part of it' }),
});

export const dutyConsole = z.object({
  at: instant,
  trades: z.array(
    z.object({
      trade: z.string(),
      title: localText,
      responsible: shiftRecord.nullable(),
      opensAt: instant.nullable().meta({ description: 'When its handover opens' }),
      current: shiftRecord.nullable(),
      next: plannedShift.nullable(),
      notHandedOver: z.array(shiftRecord),
    }),
  ),
  busy: z.array(
    z.object({
      person: z.string(),
      order: z.int(),
      title: localText,
      equipment: z.string().nullable(),
      since: instant.nullable(),
    }),
  ),
});

export const standingShift = z.object({
  record: shiftRecord,
  report: handoverReport,
  blocks: z.array(handoverBlock).meta({ description: 'Why it may not be handed over now' }),
});

export const shiftNews = z.object({
  lastShiftEndedAt: instant.nullable(),
  since: instant,
  alarms: z.int(),
  urgentAlarms: z.int(),
  orders: z.int(),
  ordersDone: z.int(),
  shelved: z.int(),
  missed: z.int(),
});

export const visitRecord = recordHead.extend({ body: visit }).meta({ id: 'Visit' });
export const visitWithEvents = visitRecord.extend({ events: z.array(recordEvent) });
export const closedAreas = z.object({ areas: z.array(z.string()) });
