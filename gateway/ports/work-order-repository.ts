import type { Outcome } from '../domain/errors.ts';
import type { WorkOrder } from '../domain/work-order.ts';
import type { NewWorkOrder } from '../domain/work-order-new.ts';
import type { OfflineCommand, OfflineVerdict } from '../domain/work-order-offline.ts';
import type { OrderStep } from '../domain/work-order-step.ts';
import type { WorkOrderQuery } from './work-order-service.ts';

/** What holds around an order at the moment somebody decides on it. */
export interface OrderSurroundings {
  readonly isAlarmActive: boolean;
  /** Number of the newest order for the same fault that came after this one; null: none did. */
  readonly later: number | null;
}

/** Durable home of the work orders. All calls reject with STORE_UNAVAILABLE when the disk does not answer. */
export interface WorkOrderRepository {
  /** `late` of a query is not known here: it lists what is open. */
  list(query: WorkOrderQuery): Promise<readonly WorkOrder[]>;
  get(id: number): Promise<WorkOrder | undefined>;
  byKey(key: string): Promise<WorkOrder | undefined>;
  /** Stores it, or answers the one that has this key already, as it is. */
  insert(order: NewWorkOrder): Promise<WorkOrder>;
  /** Decides on the order as it is and stores the answer, in one transaction. `decide` may run on no older state. */
  change(
    id: number,
    decide: (order: WorkOrder, surroundings: OrderSurroundings) => Outcome<OrderStep>,
  ): Promise<Outcome<WorkOrder>>;
  /** Every order that a committed transaction changed, whoever asked for it. Returns the unsubscription. */
  onChange(listener: (order: WorkOrder) => void): () => void;
  readonly offline: OfflineCommands;
}

/** What phones out of reach wanted; each id once. */
export interface OfflineCommands {
  /** False when a command of this id is there already. */
  add(command: OfflineCommand): Promise<boolean>;
  get(id: string): Promise<OfflineCommand | undefined>;
  settle(id: string, verdict: OfflineVerdict): Promise<void>;
  /** Newest first. */
  list(query: {
    readonly state: OfflineCommand['state'] | 'all';
    readonly limit: number;
  }): Promise<readonly OfflineCommand[]>;
}
