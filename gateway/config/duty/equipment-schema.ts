import { z } from 'zod';
import { priority } from '../../domain/alarm.ts';
import { duration, durationMs } from '../../domain/duration.ts';
import { cardChange } from '../../domain/duty/equipment/equipment-card.ts';
import type { EquipmentRegisterPlan } from '../../domain/duty/equipment/equipment-plan.ts';
import { equipmentClass } from '../../domain/equipment.ts';
import type { OnCallPlan } from '../../domain/on-call.ts';
import type { Site } from '../../domain/site.ts';
import type { MistakeList } from '../mistakes.ts';
import type { Origin } from '../origin.ts';

const percent = z.number().min(0).max(100);

/** Machines that people repair; what only measures is left to the device page. */
const COUNTED = equipmentClass.options.filter((one) => !/sensor|meter/.test(one));

const goodOrder = z
  .strictObject({
    classes: z.array(equipmentClass).min(1).default(COUNTED).meta({ description: 'Classes that are counted' }),
    priorities: z
      .array(priority)
      .min(1)
      .default(['P1', 'P2'])
      .meta({ description: 'Alarms and repairs of these priorities are faults' }),
    tolerance: duration.default('1h').meta({ description: 'So long a fault may last on a day that is still good' }),
    target: percent.default(98).meta({ description: 'Percent of machine-days' }),
    targets: z
      .partialRecord(equipmentClass, percent)
      .default({})
      .meta({ description: 'Percent, for a class with a target of its own' }),
  })
  .prefault({});

const { responsible, ...fields } = cardChange.shape;

const card = z.strictObject({
  equipment: z.string().min(1).max(100).meta({ description: 'Id of the equipment' }),
  ...fields,
  meters: z
    .array(z.string().min(1).max(100))
    .max(10)
    .optional()
    .meta({ description: 'Counters that tell what it uses, where they are not its own, such as F05.e_import' }),
  responsible: responsible.meta({ description: 'Person of onCall; any name where the site has no section onCall' }),
});

/** `duty.equipment`: the equipment register. */
export const equipmentSection = z
  .strictObject({
    goodOrder,
    secondPerson: z
      .array(equipmentClass)
      .default(['breaker', 'ats', 'transformer'])
      .meta({ description: 'Work on these needs a second person; the card says so' }),
    notice: duration.default('30d').meta({ description: 'Said so long before a warranty or an inspection ends' }),
    cards: z.array(card).max(5000).default([]).meta({
      description: 'What is known of a machine already; fills empty fields of its card and overwrites nothing',
    }),
  })
  .prefault({});
export type EquipmentSection = z.infer<typeof equipmentSection>;

/** What the section is resolved against; `origin` is that of `duty`. */
export interface EquipmentContext {
  readonly site: Pick<Site, 'equipment' | 'points'>;
  readonly onCall: Pick<OnCallPlan, 'people'>;
  readonly origin: Origin;
  readonly mistakes: MistakeList;
}

/** The register's plan. Every machine of the site has a card, whether it is named here or not. */
export function resolveEquipment(section: EquipmentSection, context: EquipmentContext): EquipmentRegisterPlan {
  checkNames(section, context);
  const { tolerance, ...rules } = section.goodOrder;
  return {
    goodOrder: { ...rules, toleranceMs: durationMs(tolerance) },
    secondPerson: section.secondPerson,
    noticeMs: durationMs(section.notice),
    cards: section.cards.map(({ equipment, meters, ...known }) => ({
      ...{ equipment, fields: known },
      ...(meters && { meters }),
    })),
  };
}

function checkNames({ cards }: EquipmentSection, { site, onCall, origin, mistakes }: EquipmentContext): void {
  const equipment = site.equipment.map(({ id }) => id);
  const people = onCall.people.map(({ id }) => id);
  const counters = site.points.filter(({ kind }) => kind === 'counter').map(({ tag }) => tag);
  const seen = new Set<string>();
  for (const [index, one] of cards.entries()) {
    const at = (key: string) => origin.locate(['equipment', 'cards', index, key], 'value');
    if (!equipment.includes(one.equipment)) mistakes.addUnknown(at('equipment'), 'equipment', one.equipment, equipment);
    if (seen.has(one.equipment)) mistakes.add(at('equipment'), `a second card of ${JSON.stringify(one.equipment)}`);
    seen.add(one.equipment);
    for (const [n, tag] of (one.meters ?? []).entries()) {
      if (counters.includes(tag)) continue;
      const place = origin.locate(['equipment', 'cards', index, 'meters', n], 'value');
      mistakes.addUnknown(place, 'counter', tag, counters);
    }
    const who = one.responsible;
    if (who && people.length > 0 && !people.includes(who))
      mistakes.addUnknown(at('responsible'), 'person', who, people);
  }
}
