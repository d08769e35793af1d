import type { EquipmentClass } from '../../domain/equipment.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { WorkOrder } from '../../domain/work-order.ts';
import type { OrderReading } from '../../domain/work-order-content.ts';
import type { WorkOrderRequest } from '../../domain/work-order-request.ts';
import { type OrderStep, stepWorkOrder } from '../../domain/work-order-step.ts';
import type { Clock } from '../../ports/clock.ts';
import type { OrderSurroundings, WorkOrderRepository } from '../../ports/work-order-repository.ts';
import type { TransitionRequest, WorkOrderService } from '../../ports/work-order-service.ts';
import { newOrderOf } from './new-order.ts';
import type { OrderReadings } from './order-readings.ts';
import type { OrderRules } from './order-rules.ts';

export interface WorkOrdersOptions {
  readonly repository: WorkOrderRepository;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly rules: OrderRules;
  readonly readings: OrderReadings;
  /** Of the site, with their classes. */
  readonly equipment: ReadonlyMap<string, EquipmentClass>;
}

/** Orders looked through for those over a limit. */
const MOST_LOOKED_AT = 1000;

/** Work orders as people handle them. Those of alarms are opened by the alarm's own transaction and appear here with the others. */
export function createWorkOrders(options: WorkOrdersOptions): WorkOrderService {
  const { repository, clock, rules, equipment } = options;
  const shown = (order: WorkOrder): WorkOrder => ({ ...order, sla: rules.slaOf(order, clock.nowMs()) });
  const outcomeOf = (outcome: Outcome<WorkOrder>): Outcome<WorkOrder> =>
    outcome.ok ? done(shown(outcome.value)) : outcome;
  return {
    async list(query) {
      if (query.state !== 'late') return (await repository.list(query)).map(shown);
      const open = await repository.list({ ...query, limit: MOST_LOOKED_AT });
      return open
        .map(shown)
        .filter(({ sla }) => sla?.isBreached)
        .slice(0, query.limit);
    },

    async get(id) {
      const order = await repository.get(id);
      return order && shown(order);
    },

    async byKey(key) {
      const order = await repository.byKey(key);
      return order && shown(order);
    },

    async create(draft, actor) {
      const order = newOrderOf(draft, { actor, now: clock.nowMs(), equipment });
      return order.ok ? done(shown(await repository.insert(order.value))) : order;
    },

    transition: async (request) =>
      outcomeOf(await repository.change(request.id, (order, around) => decide(options, order, request, around))),

    onChange: (listener) => repository.onChange((order) => listener(shown(order))),
  };
}

function decide(
  { clock, rules, readings }: WorkOrdersOptions,
  order: WorkOrder,
  { expectedVersion, actor, role, id: _id, ...asked }: TransitionRequest,
  { isAlarmActive, later }: OrderSurroundings,
): Outcome<OrderStep> {
  if (expectedVersion !== undefined && expectedVersion !== order.version)
    return refused('WORK_ORDER_CHANGED', `version ${order.version}, "${order.state}"`);
  const step = stepWorkOrder(order, withLiveValues(order, asked, readings), {
    ...{ now: clock.nowMs(), actor: { name: actor, role: role ?? null }, isAlarmActive, later, plan: rules.plan },
    knowsCodes: (one, codes) => rules.knowsCodes(one, codes),
    callBackDueAt: (one, doneAt) => rules.callBackDueAt(one, doneAt),
  });
  return step.ok ? done(withReadings(step.value, readings)) : step;
}

/** What the points say at this moment stands beside what is typed. */
function withLiveValues(order: WorkOrder, request: WorkOrderRequest, readings: OrderReadings): WorkOrderRequest {
  if (!request.answers) return request;
  const tagOf = (item: string): string | null => order.checklist.find(({ id }) => id === item)?.tag ?? null;
  const answers = request.answers.map((answer) => {
    const tag = tagOf(answer.item);
    return tag === null ? answer : { ...answer, live: readings.live(tag) };
  });
  return { ...request, answers };
}

/** Readings of the machine when the work begins and when it ends; nobody writes them down. */
function withReadings({ order, entry }: OrderStep, readings: OrderReadings): OrderStep {
  const has = (stage: OrderReading['stage']): boolean => order.readings.some((one) => one.stage === stage);
  if (entry.step === 'start' && !has('before'))
    return {
      entry,
      order: { ...order, readings: [...order.readings, ...readings.capture(order.equipment, 'before')] },
    };
  if (entry.step !== 'done') return { entry, order };
  const before = order.readings.filter(({ stage }) => stage === 'before');
  return { entry, order: { ...order, readings: [...before, ...readings.capture(order.equipment, 'after')] } };
}
