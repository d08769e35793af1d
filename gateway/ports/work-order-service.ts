import type { Priority } from '../domain/alarm.ts';
import type { Outcome } from '../domain/errors.ts';
import type { LocalText } from '../domain/text.ts';
import type { WorkOrder, WorkOrderState, WorkOrderStep } from '../domain/work-order.ts';

export interface WorkOrderQuery {
  /** open: neither closed nor cancelled. */
  readonly state: 'open' | 'all' | WorkOrderState;
  readonly assignee?: string;
  readonly equipment?: string;
  readonly limit: number;
  /** Orders with a smaller number only (paging). */
  readonly before?: number;
}

export interface WorkOrderDraft {
  readonly equipment: string;
  readonly priority: Priority;
  readonly title: LocalText;
  readonly description: LocalText;
}

export interface TransitionRequest {
  readonly id: number;
  readonly step: WorkOrderStep;
  readonly actor: string;
  /** For `assign`. */
  readonly assignee?: string;
  readonly note?: string;
  /** For `done`: what was found and done. */
  readonly resolution?: string;
}

export interface WorkOrderService {
  list(query: WorkOrderQuery): Promise<readonly WorkOrder[]>;
  get(id: number): Promise<WorkOrder | undefined>;
  create(draft: WorkOrderDraft, actor: string): Promise<Outcome<WorkOrder>>;
  transition(request: TransitionRequest): Promise<Outcome<WorkOrder>>;
  /** New state of one order, after its transaction committed. Returns the unsubscription. */
  onChange(listener: (order: WorkOrder) => void): () => void;
}
