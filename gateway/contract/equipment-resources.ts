import { z } from 'zod';
import { priority } from '../domain/alarm.ts';
import {
  cardCorrection,
  cardDocument,
  cardEntry,
  cardFields,
  cardReview,
  entryKind,
} from '../domain/duty/equipment/equipment-card.ts';
import { recordEvent, recordHead } from '../domain/duty/record.ts';
import { equipmentClass, systemId } from '../domain/equipment.ts';
import { instant } from '../domain/instant.ts';
import { localText } from '../domain/text.ts';
import { workOrderKind, workOrderState } from '../domain/work-order.ts';

/** The equipment register on the wire. */

export const registeredEquipment = recordHead
  .extend({
    equipment: z.string(),
    name: localText.nullable().meta({ description: 'Null: the site file has it no more' }),
    class: equipmentClass.nullable(),
    system: systemId.nullable(),
    area: z.string().nullable(),
    maker: z.string().nullable(),
    model: z.string().nullable(),
    tag: z.enum(['running', 'stopped', 'under-repair', 'unknown', 'in-use']),
    counterHours: z.number().nullable().meta({ description: 'Counter in the machine' }),
    openFaults: z.int(),
    openOrders: z.int(),
    due: z.array(z.object({ what: z.enum(['warranty', 'inspection']), on: z.string(), isOver: z.boolean() })),
    needsSecondPerson: z.boolean().meta({ description: 'Nobody works on it alone' }),
    fields: cardFields,
    documents: z.array(cardDocument),
    entries: z.array(cardEntry),
    reviews: z.array(cardReview),
    corrections: z.array(cardCorrection),
  })
  .meta({ id: 'RegisteredEquipment' });

export const equipmentCardDetail = registeredEquipment
  .extend({ events: z.array(recordEvent) })
  .meta({ id: 'EquipmentCard' });

const at = { at: instant };
const ofOrder = { order: z.int() };

export const equipmentLine = z
  .discriminatedUnion('kind', [
    z.object({
      ...{ kind: z.literal('alarm'), ...at, until: instant.nullable(), alarm: z.string(), priority },
      ...{ title: localText, order: z.int().nullable() },
    }),
    z.object({
      ...{ kind: z.literal('order'), ...at, until: instant.nullable(), ...ofOrder, priority, title: localText },
      ...{ orderKind: workOrderKind, state: workOrderState, by: z.string().nullable(), text: z.string().nullable() },
    }),
    z.object({
      ...{ kind: z.literal('part'), ...at, ...ofOrder, name: z.string(), quantity: z.number(), unit: z.string() },
    }),
    z.object({
      ...{ kind: z.literal('entry'), ...at, entry: entryKind, text: z.string(), order: z.int().nullable() },
      by: z.string(),
    }),
  ])
  .meta({ id: 'EquipmentLine' });

export const equipmentHistory = z
  .object({
    lines: z.array(equipmentLine).meta({ description: 'Newest first' }),
    isWhole: z.boolean().meta({ description: 'False: there was more than is shown' }),
  })
  .meta({ id: 'EquipmentHistory' });

export const monthHours = z
  .object({
    month: z.string(),
    hours: z.number(),
    coverage: z.number().meta({ description: 'Share of the month of which something is known, 0–1' }),
    by: z.enum(['counter', 'state', 'turning']).meta({ description: 'turning: partly worked out from the speed' }),
  })
  .meta({ id: 'MonthHours' });

export const equipmentUse = z
  .object({
    tag: z.string(),
    title: localText,
    unit: z.string(),
    decimals: z.int(),
    months: z.array(
      z.object({
        month: z.string(),
        amount: z.number(),
        coverage: z.number().meta({ description: 'Share of the month of which something is known, 0–1' }),
      }),
    ),
  })
  .meta({ id: 'EquipmentUse' });

const count = { good: z.int(), counted: z.int() };

export const goodOrderMonth = z
  .object({
    month: z.string(),
    rules: z.object({
      classes: z.array(equipmentClass),
      priorities: z.array(priority),
      toleranceMs: z.number(),
      target: z.number(),
    }),
    classes: z.array(
      z.object({
        class: equipmentClass,
        target: z.number(),
        total: z.object(count).meta({ description: 'Machine-days' }),
        rate: z.number().nullable().meta({ description: 'Percent; null with fewer than five machine-days' }),
        days: z.array(z.object({ day: z.string(), ...count })),
        faulty: z.array(z.object({ equipment: z.string(), days: z.int(), faultMs: z.number() })),
      }),
    ),
    isWhole: z.boolean(),
  })
  .meta({ id: 'GoodOrderMonth' });
