import { done, type Outcome, refused } from '../../gateway/domain/errors.ts';
import type { WorkOrder } from '../../gateway/domain/work-order.ts';
import { type NewWorkOrder, openOrder } from '../../gateway/domain/work-order-new.ts';
import type { OrderStep } from '../../gateway/domain/work-order-step.ts';
import { stepsOf } from '../../gateway/domain/work-order-table.ts';
import type { Clock } from '../../gateway/ports/clock.ts';
import type {
  OfflineCommands,
  OrderSurroundings,
  WorkOrderRepository,
} from '../../gateway/ports/work-order-repository.ts';
import type { WorkOrderQuery } from '../../gateway/ports/work-order-service.ts';

export interface MemoryWorkOrdersOptions {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly isAlarmActive: (alarmId: string | null) => boolean;
  /** Number of the first order. */
  readonly firstId: number;
}

/** Work orders of one fault in memory, for tests that need many and fast; what is asked by state is what the watch asks. */
export class MemoryWorkOrders implements WorkOrderRepository {
  /** Oldest first. */
  readonly orders: WorkOrder[] = [];
  private readonly options: MemoryWorkOrdersOptions;

  constructor(options: MemoryWorkOrdersOptions) {
    this.options = options;
  }

  async list({ state, limit, before = Number.POSITIVE_INFINITY }: WorkOrderQuery): Promise<readonly WorkOrder[]> {
    const isAsked = (one: WorkOrder): boolean =>
      one.id < before && (state === 'all' || !['closed', 'cancelled', 'rejected'].includes(one.state));
    return this.orders.filter(isAsked).reverse().slice(0, limit).map(this.shown);
  }

  async get(id: number): Promise<WorkOrder | undefined> {
    const order = this.find(id);
    return order && this.shown(order);
  }

  async byKey(key: string): Promise<WorkOrder | undefined> {
    return this.orders.find((one) => one.key === key);
  }

  async insert(draft: NewWorkOrder): Promise<WorkOrder> {
    const known = draft.key === null ? undefined : await this.byKey(draft.key);
    return known ?? this.open(draft);
  }

  async change(
    id: number,
    decide: (order: WorkOrder, surroundings: OrderSurroundings) => Outcome<OrderStep>,
  ): Promise<Outcome<WorkOrder>> {
    const order = this.find(id);
    if (!order) return refused('WORK_ORDER_NOT_FOUND');
    const newest = this.orders.at(-1)!;
    const later = newest.id > id ? newest.id : null;
    const step = decide(this.shown(order), { isAlarmActive: this.options.isAlarmActive(order.alarmId), later });
    if (!step.ok) return step;
    this.put(step.value.order);
    return done(step.value.order);
  }

  /** As the transaction of an alarm does. */
  open(draft: NewWorkOrder): WorkOrder {
    const order = openOrder(draft, this.options.firstId + this.orders.length);
    this.orders.push(order);
    return order;
  }

  put(order: WorkOrder): void {
    this.orders[order.id - this.options.firstId] = order;
  }

  onChange = () => () => undefined;

  get offline(): OfflineCommands {
    throw new Error('nobody is out of reach here');
  }

  private find = (id: number): WorkOrder | undefined => this.orders[id - this.options.firstId];

  private shown = (order: WorkOrder): WorkOrder => ({ ...order, steps: stepsOf(order, this.options.clock.nowMs()) });
}
