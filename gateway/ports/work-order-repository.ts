import type { Outcome } from '../domain/errors.ts';
import type { WorkOrder } from '../domain/work-order.ts';
import type { NewWorkOrder, OrderStep } from '../domain/work-order-step.ts';
import type { WorkOrderQuery } from './work-order-service.ts';

/** Durable home of the work orders. All calls reject with STORE_UNAVAILABLE when the disk does not answer. */
export interface WorkOrderRepository {
  list(query: WorkOrderQuery): Promise<readonly WorkOrder[]>;
  get(id: number): Promise<WorkOrder | undefined>;
  insert(order: NewWorkOrder): Promise<WorkOrder>;
  /** Decides on the order as it is and stores the answer, in one transaction. `decide` may run on no older state. */
  change(
    id: number,
    decide: (order: WorkOrder, isAlarmActive: boolean) => Outcome<OrderStep>,
  ): Promise<Outcome<WorkOrder>>;
  /** Every order that a committed transaction changed, whoever asked for it. Returns the unsubscription. */
  onChange(listener: (order: WorkOrder) => void): () => void;
}
