import type { Deed } from '../domain/duty/deed.ts';
import type { EquipmentCard } from '../domain/duty/equipment/equipment-card.ts';
import type { EquipmentLine } from '../domain/duty/equipment/equipment-history.ts';
import type { GoodOrderRules } from '../domain/duty/equipment/equipment-plan.ts';
import type { GoodOrderOfClass } from '../domain/duty/equipment/good-order.ts';
import type { DutyRecord, RecordEvent, RecordStep } from '../domain/duty/record.ts';
import type { EquipmentTag } from '../domain/duty/test-runs/run-signal.ts';
import type { Equipment } from '../domain/equipment.ts';
import type { Outcome } from '../domain/errors.ts';
import type { LocalText } from '../domain/text.ts';

/** One machine as the register shows it. */
export interface RegisteredEquipment {
  readonly record: DutyRecord<EquipmentCard>;
  /** Undefined once the site file has it no more. */
  readonly equipment: Equipment | undefined;
  readonly tag: EquipmentTag;
  /** Its own counter of hours; null where it has none or its value is bad. */
  readonly counterHours: number | null;
  /** Alarms and repairs that count as faults and are not over. */
  readonly openFaults: number;
  readonly openOrders: number;
  /** A warranty or an inspection that ends soon or has ended, the earliest first. */
  readonly due: readonly { readonly what: 'warranty' | 'inspection'; readonly on: string; readonly isOver: boolean }[];
  readonly needsSecondPerson: boolean;
}

/** Hours a machine ran in one month. */
export interface MonthHours {
  readonly month: string;
  readonly hours: number;
  /** Share of the month, or of its part that has passed, of which something is known. */
  readonly coverage: number;
  /** counter: read from the machine; state: from its running bit; turning: from its speed, partly worked out. */
  readonly by: 'counter' | 'state' | 'turning';
}

/** What one counter counted of a machine's use. */
export interface EquipmentUse {
  readonly tag: string;
  readonly title: LocalText;
  readonly unit: string;
  readonly decimals: number;
  /** Newest first; a month of which nothing is known is left out. */
  readonly months: readonly { readonly month: string; readonly amount: number; readonly coverage: number }[];
}

export interface GoodOrderMonth {
  readonly month: string;
  readonly rules: GoodOrderRules;
  readonly classes: readonly GoodOrderOfClass[];
  /** False: the month has more alarms than are looked at at once, and faults may be missing. */
  readonly isWhole: boolean;
}

export interface CardHistory {
  /** Newest first. */
  readonly lines: readonly EquipmentLine[];
  /** False: there were more than are shown. */
  readonly isWhole: boolean;
}

/** The equipment register: a card for every machine, and what is known of its life. Everything rejects with STORE_UNAVAILABLE. */
export interface EquipmentRegister {
  /** All machines, or one; in the order of the site file, retired and vanished ones last. */
  list(equipment?: string): Promise<readonly RegisteredEquipment[]>;
  get(id: number): Promise<RegisteredEquipment | undefined>;
  events(id: number): Promise<readonly RecordEvent[]>;
  /** Alarms, orders and hand-written lines with from ≤ at < to. */
  history(id: number, from: number, to: number): Promise<Outcome<CardHistory>>;
  /** The last twelve months, newest first; empty for a machine whose running cannot be seen. Rejects with HISTORY_UNAVAILABLE. */
  hours(id: number): Promise<Outcome<readonly MonthHours[]>>;
  /** Energy and water by month, of the last twelve; empty for a machine without a counter. Rejects with HISTORY_UNAVAILABLE. */
  use(id: number): Promise<Outcome<readonly EquipmentUse[]>>;
  /** `month` as `2026-01`; that under way when absent. */
  goodOrder(month?: string): Promise<GoodOrderMonth>;
  /** Does one step of domain/duty/equipment-card-steps.ts. Refuses as that step does, and as a record book does. */
  change(id: number, by: Pick<Deed, 'actor' | 'via'>, wish: CardWish): Promise<Outcome<RegisteredEquipment>>;
}

export interface CardWish {
  readonly expectedVersion: number | undefined;
  readonly decide: (
    record: DutyRecord<EquipmentCard>,
    deed: Deed,
    thisMonth: string,
  ) => Outcome<RecordStep<EquipmentCard>>;
}
