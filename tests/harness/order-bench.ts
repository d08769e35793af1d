import { ordersSection, resolveOrders } from '../../gateway/config/duty/orders-schema.ts';
import { MistakeList } from '../../gateway/config/mistakes.ts';
import type { OrdersPlan } from '../../gateway/domain/duty/orders-plan.ts';
import type { EquipmentClass } from '../../gateway/domain/equipment.ts';
import type { Rotation } from '../../gateway/domain/on-call.ts';
import type { WorkOrder } from '../../gateway/domain/work-order.ts';
import type { WorkOrderContext } from '../../gateway/domain/work-order-guards.ts';
import { type NewWorkOrder, openOrder, PLAIN_ORDER } from '../../gateway/domain/work-order-new.ts';
import { stepsOf } from '../../gateway/domain/work-order-table.ts';
import type { OrderReadings } from '../../gateway/maintenance/orders/order-readings.ts';
import { createOrderRules, type OrderRules } from '../../gateway/maintenance/orders/order-rules.ts';
import { OrderWatch } from '../../gateway/maintenance/orders/order-watch.ts';
import { createWorkOrders } from '../../gateway/maintenance/orders/work-orders.ts';
import type { Clock } from '../../gateway/ports/clock.ts';
import type { DutyNotice } from '../../gateway/ports/duty-notices.ts';
import type { WorkOrderRepository } from '../../gateway/ports/work-order-repository.ts';
import { silentLogger } from './silent-logger.ts';

/** A Monday, eight in the morning at the site of the tests. */
export const ORDER_START = Date.UTC(2026, 0, 5);
export const ORDER_ZONE = 'Asia/Shanghai';

/** The way of a site that says nothing, or what it says. */
export function ordersPlan(section: object = {}, timeZone = ORDER_ZONE, rotations: readonly string[] = []): OrdersPlan {
  const mistakes = new MistakeList();
  const origin = { locate: () => ({ file: 'site.yaml', line: 1, column: 1, path: '' }), isHidden: () => false };
  const onCall = { people: [], rotations: rotations.map(rotationOf), teams: [] };
  return resolveOrders(ordersSection.parse(section), { site: { timeZone }, onCall, origin, mistakes });
}

const rotationOf = (id: string): Rotation => ({
  ...{ id, title: { en: id, zh: id }, timeZone: ORDER_ZONE, start: '2026-01-01', handoff: 480, members: [] },
  turn: { every: 'days', count: 1 },
});

/** Codes that every machine has. */
export const CODES = { failure: 'stopped', cause: 'dirt', remedy: 'cleaned' } as const;

export const newOrder = (change: Partial<NewWorkOrder> = {}): NewWorkOrder => ({
  ...PLAIN_ORDER,
  ...{ priority: 'P2', equipment: 'CH-1', openedBy: 'system', openedAt: ORDER_START, clockAt: ORDER_START },
  title: { en: 'High pressure', zh: '高压' },
  description: { en: 'Clean the condenser', zh: '清洗冷凝器' },
  ...change,
});

/** A new order of an alarm, or one with whatever a test is about. */
export function exampleOrder(change: Partial<WorkOrder> = {}): WorkOrder {
  const order = openOrder(newOrder({ alarmId: 'CH-1.high~1', source: { kind: 'alarm', record: null } }), 1187);
  const changed = { ...order, ...change };
  return { ...changed, steps: stepsOf(changed, ORDER_START) };
}

/** What a step of a test depends on; the system takes it unless a name and role are given. */
export const stepContext = (change: Partial<WorkOrderContext> = {}): WorkOrderContext => ({
  ...{ now: ORDER_START, actor: { name: 'li', role: null }, isAlarmActive: false, later: null, plan: ordersPlan() },
  ...{ knowsCodes: () => true, callBackDueAt: () => null, ...change },
});

export const NO_READINGS: OrderReadings = { capture: () => [], live: () => null };

export interface OrderDeskOptions {
  readonly repository: WorkOrderRepository;
  readonly clock: Clock;
  readonly equipment?: Readonly<Record<string, EquipmentClass>>;
  readonly section?: object;
  readonly readings?: OrderReadings;
  /** Made before, in place of those of the section. */
  readonly rules?: OrderRules;
  /** Rotations of the site, with who has their duty. */
  readonly onDuty?: Readonly<Record<string, string>>;
}

/** Service and watch over a real or remembered store; `told` is what people were told. */
export function orderDesk(options: OrderDeskOptions) {
  const { repository, clock, equipment = {}, section = {}, readings = NO_READINGS, onDuty = {} } = options;
  const classes = new Map(Object.entries(equipment));
  const rules = options.rules ?? createOrderRules(ordersPlan(section, ORDER_ZONE, Object.keys(onDuty)), classes);
  const orders = createWorkOrders({ repository, clock, rules, readings, equipment: classes });
  const told: DutyNotice[] = [];
  const notices = { tell: (notice: DutyNotice) => void told.push(notice) };
  const watch = new OrderWatch({
    ...{ repository, orders, rules, readings, notices, clock, logger: silentLogger },
    onDuty: async (rotation) => [onDuty[rotation]].filter((one) => one !== undefined),
  });
  return { orders, rules, watch, told };
}
