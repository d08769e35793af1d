import type { Priority } from '../domain/alarm.ts';
import type { Outcome } from '../domain/errors.ts';
import type { Role } from '../domain/role.ts';
import type { LocalText } from '../domain/text.ts';
import type { OrderSource, Requester, WorkOrder, WorkOrderKind, WorkOrderState } from '../domain/work-order.ts';
import type { ChecklistItem } from '../domain/work-order-content.ts';
import type { WorkOrderRequest } from '../domain/work-order-request.ts';

export interface WorkOrderQuery {
  /** open: not at an end (closed, rejected, cancelled); late: open, and a clock of it has run out. */
  readonly state: 'open' | 'all' | 'late' | WorkOrderState;
  readonly kind?: WorkOrderKind;
  readonly assignee?: string;
  readonly equipment?: string;
  /** Changed since then. */
  readonly updatedSince?: number;
  /** openedAt in [from, to). */
  readonly from?: number;
  readonly to?: number;
  readonly limit: number;
  /** Orders with a smaller number only (paging). */
  readonly before?: number;
}

export interface WorkOrderDraft {
  /** corrective unless said. */
  readonly kind?: WorkOrderKind | undefined;
  readonly priority: Priority;
  readonly title: LocalText;
  readonly description: LocalText;
  /** One of the two has to be there. */
  readonly equipment?: string | null | undefined;
  readonly place?: string | undefined;
  /** A person unless said. */
  readonly source?: OrderSource | undefined;
  /** Asked again with the same key the order that is there is answered, whatever its state. */
  readonly key?: string | undefined;
  readonly requester?: Requester | null | undefined;
  readonly appointmentAt?: number | null | undefined;
  readonly deadlineAt?: number | null | undefined;
  readonly checklist?: readonly ChecklistItem[] | undefined;
  readonly assignee?: string | null | undefined;
  readonly isSafety?: boolean | undefined;
  readonly isStatutory?: boolean | undefined;
  readonly legalBasis?: LocalText | null | undefined;
  /** A request that a dispatcher has to look at first. */
  readonly isDraft?: boolean | undefined;
}

export interface TransitionRequest extends WorkOrderRequest {
  readonly id: number;
  readonly actor: string;
  /** Absent: the system itself, or a part of it on somebody's behalf. */
  readonly role?: Role;
  /** Refused with WORK_ORDER_CHANGED when the order has another version. */
  readonly expectedVersion?: number;
}

/** Work orders with their clocks as they are now. All calls reject with STORE_UNAVAILABLE when the disk does not answer. */
export interface WorkOrderService {
  list(query: WorkOrderQuery): Promise<readonly WorkOrder[]>;
  get(id: number): Promise<WorkOrder | undefined>;
  byKey(key: string): Promise<WorkOrder | undefined>;
  create(draft: WorkOrderDraft, actor: string): Promise<Outcome<WorkOrder>>;
  transition(request: TransitionRequest): Promise<Outcome<WorkOrder>>;
  /** New state of one order, after its transaction committed. Returns the unsubscription. */
  onChange(listener: (order: WorkOrder) => void): () => void;
}
