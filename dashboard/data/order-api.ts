import type { z } from 'zod';
import type { Wire } from '../../gateway/contract/wire.ts';
import type {
  offlineBatch,
  offlineDecision,
  repairRequest,
  workOrderDraft,
  workOrderTransition,
} from '../../gateway/contract/work-order-requests.ts';
import type { offlineResult, workOrderSettings } from '../../gateway/contract/work-order-resources.ts';
import type { WorkOrder, WorkOrderKind, WorkOrderState } from '../../gateway/domain/work-order.ts';
import type { OfflineCommand } from '../../gateway/domain/work-order-offline.ts';
import type { Requests } from './requests.ts';

export type WireOrder = Wire<WorkOrder>;
export type OrderFilter = 'open' | 'all' | 'late' | WorkOrderState;
export type OrderDraft = z.input<typeof workOrderDraft>;
export type RepairRequest = z.input<typeof repairRequest>;
export type Transition = z.input<typeof workOrderTransition>;
export type OrderSettings = Wire<z.infer<typeof workOrderSettings>>;
export type OfflineStep = z.input<typeof offlineBatch>['commands'][number];
export type OfflineResult = Wire<z.infer<typeof offlineResult>>;
export type WireOfflineCommand = Wire<OfflineCommand>;
export type OfflineDecision = z.input<typeof offlineDecision>;

export interface OrderQuery {
  readonly state: OrderFilter;
  readonly equipment?: string | undefined;
  readonly kind?: WorkOrderKind | undefined;
}

/** Work orders over REST. Every method throws ApiError. */
export interface OrderApi {
  /** Newest first, 500 at most. */
  workOrders(state: OrderFilter, equipment?: string): Promise<WireOrder[]>;
  listOrders(query: OrderQuery): Promise<WireOrder[]>;
  workOrder(id: number): Promise<WireOrder>;
  orderSettings(): Promise<OrderSettings>;
  createOrder(draft: OrderDraft): Promise<WireOrder>;
  requestRepair(request: RepairRequest): Promise<WireOrder>;
  transition(id: number, step: Transition): Promise<WireOrder>;
  /** Steps that were taken without a connection, oldest first. */
  sendOffline(commands: readonly OfflineStep[]): Promise<OfflineResult[]>;
  offlineCommands(state: OfflineCommand['state'] | 'all'): Promise<WireOfflineCommand[]>;
  decideOffline(id: string, decision: OfflineDecision): Promise<WireOfflineCommand>;
}

const LIST_LIMIT = 500;

export function createOrderApi({ get, post }: Requests): OrderApi {
  return {
    workOrders: (state, equipment) => get('/work-orders', { state, equipment, limit: LIST_LIMIT }),
    listOrders: ({ state, equipment, kind }) => get('/work-orders', { state, equipment, kind, limit: LIST_LIMIT }),
    workOrder: (id) => get(`/work-orders/${id}`),
    orderSettings: () => get('/work-order-settings'),
    createOrder: (draft) => post('/work-orders', draft),
    requestRepair: (request) => post('/repair-requests', request),
    transition: (id, step) => post(`/work-orders/${id}/transitions`, step),
    sendOffline: (commands) => post('/work-order-commands', { commands }),
    offlineCommands: (state) => get('/work-order-commands', { state, limit: LIST_LIMIT }),
    decideOffline: (id, decision) => post(`/work-order-commands/${id}/decide`, decision),
  };
}
