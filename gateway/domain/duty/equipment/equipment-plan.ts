import type { Priority } from '../../alarm.ts';
import type { EquipmentClass } from '../../equipment.ts';
import type { CardChange } from './equipment-card.ts';

/** When a machine counts as in good order, and what share of them should be. */
export interface GoodOrderRules {
  /** Classes that are counted; sensors and meters usually are not. */
  readonly classes: readonly EquipmentClass[];
  /** Faults are open alarms and repairs of these priorities. */
  readonly priorities: readonly Priority[];
  /** A machine whose faults took no longer than this of a day was in good order on that day. */
  readonly toleranceMs: number;
  /** Percent. */
  readonly target: number;
  /** Percent, where a class has a target of its own. */
  readonly targets: Readonly<Partial<Record<EquipmentClass, number>>>;
}

/** What the site file says about one machine's card. It fills what is empty and never overwrites what people wrote. */
export interface CardStart {
  readonly equipment: string;
  readonly fields: CardChange;
  /** Counters that tell what it uses, where they are not its own. */
  readonly meters?: readonly string[];
}

/** The equipment register of this site. */
export interface EquipmentRegisterPlan {
  readonly goodOrder: GoodOrderRules;
  /** Work on machines of these classes needs a second person; the card says so while it is under repair. */
  readonly secondPerson: readonly EquipmentClass[];
  /** So long before a warranty or an inspection ends the register says so. */
  readonly noticeMs: number;
  readonly cards: readonly CardStart[];
}
