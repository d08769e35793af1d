import type { Alarm, Priority } from '../../alarm.ts';
import type { LocalText } from '../../text.ts';
import type { WorkOrder, WorkOrderKind, WorkOrderState } from '../../work-order.ts';
import type { CardEntry } from './equipment-card.ts';
import type { GoodOrderRules } from './equipment-plan.ts';
import type { FaultSpan } from './good-order.ts';

/** What the register wants to know of a work order. */
export type RegisterOrder = Pick<
  WorkOrder,
  | ('id' | 'kind' | 'state' | 'priority' | 'equipment' | 'title' | 'openedAt' | 'doneAt' | 'closedAt')
  | ('assignee' | 'resolution' | 'parts')
>;

/** One line of a machine's life. */
export type EquipmentLine =
  | {
      readonly kind: 'alarm';
      readonly at: number;
      readonly until: number | null;
      readonly alarm: string;
      readonly priority: Priority;
      readonly title: LocalText;
      readonly order: number | null;
    }
  | {
      readonly kind: 'order';
      readonly at: number;
      readonly until: number | null;
      readonly order: number;
      readonly priority: Priority;
      readonly title: LocalText;
      readonly orderKind: WorkOrderKind;
      readonly state: WorkOrderState;
      readonly by: string | null;
      readonly text: string | null;
    }
  | {
      readonly kind: 'part';
      readonly at: number;
      readonly order: number;
      readonly name: string;
      readonly quantity: number;
      readonly unit: string;
    }
  | {
      readonly kind: 'entry';
      readonly at: number;
      readonly entry: CardEntry['kind'];
      readonly text: string;
      readonly order: number | null;
      readonly by: string;
    };

export interface LifeOf {
  readonly alarms: readonly Alarm[];
  readonly orders: readonly RegisterOrder[];
  readonly entries: readonly CardEntry[];
}

/** The life of one machine in a range, newest first; at the same moment in the order alarm, order, part, entry. */
export function equipmentHistory(life: LifeOf, from: number, to: number): readonly EquipmentLine[] {
  const lines = [
    ...life.alarms.filter(wasTold).map(lineOfAlarm),
    ...life.orders.flatMap(linesOfOrder),
    ...life.entries.map(lineOfEntry),
  ];
  return lines.filter(({ at }) => at >= from && at < to).sort((a, b) => b.at - a.at);
}

/** What was kept quiet as the consequence of something else is not the machine's own. */
const wasTold = ({ annunciatedAt }: Alarm): boolean => annunciatedAt !== null;

function lineOfAlarm(alarm: Alarm): EquipmentLine {
  const { id, activeAt, priority, title, workOrder } = alarm;
  return { kind: 'alarm', at: activeAt, until: endOfAlarm(alarm), alarm: id, priority, title, order: workOrder };
}

function linesOfOrder(order: RegisterOrder): readonly EquipmentLine[] {
  const { id, priority, title, openedAt, doneAt, closedAt, kind, state, assignee, resolution } = order;
  const line = { kind: 'order', at: openedAt, until: doneAt ?? closedAt, order: id, priority, title } as const;
  const usedAt = doneAt ?? openedAt;
  return [
    { ...line, orderKind: kind, state, by: assignee, text: resolution },
    ...order.parts
      .filter(({ stage }) => stage === 'issued')
      .map(
        ({ name, quantity, unit }): EquipmentLine => ({ kind: 'part', at: usedAt, order: id, name, quantity, unit }),
      ),
  ];
}

function lineOfEntry({ at, kind, text, order, by }: CardEntry): EquipmentLine {
  return { kind: 'entry', at, entry: kind, text, order, by };
}

/** A latched alarm lasts until it is reset. */
function endOfAlarm({ state, returnedAt, closedAt }: Alarm): number | null {
  return state.startsWith('latched') ? null : (returnedAt ?? closedAt);
}

/** Kinds of work order that are about something broken. */
const REPAIRS: ReadonlySet<WorkOrderKind> = new Set(['corrective', 'hazard', 'request']);

/** Ends of an order that was no repair. */
const WAS_NONE: ReadonlySet<WorkOrderState> = new Set(['draft', 'rejected', 'cancelled']);

/**
 * When machines were not in good order: alarms people were told of, but not of lost communication, which says nothing about
 * the machine; and repairs until they were done. Both of the priorities the site counts.
 */
export function faultSpans(
  alarms: readonly Alarm[],
  orders: readonly RegisterOrder[],
  { priorities }: Pick<GoodOrderRules, 'priorities'>,
): readonly FaultSpan[] {
  const counts = ({ priority }: { readonly priority: Priority }): boolean => priorities.includes(priority);
  const ofAlarms = alarms
    .filter((alarm) => counts(alarm) && wasTold(alarm) && alarm.kind !== 'comms-lost')
    .map((alarm) => ({ equipment: alarm.equipment, from: alarm.activeAt, until: endOfAlarm(alarm) }));
  const ofOrders = orders
    .filter((order) => counts(order) && REPAIRS.has(order.kind) && !WAS_NONE.has(order.state))
    .flatMap(({ equipment, openedAt, doneAt, closedAt }) =>
      equipment === null ? [] : { equipment, from: openedAt, until: doneAt ?? closedAt },
    );
  return [...ofAlarms, ...ofOrders];
}
