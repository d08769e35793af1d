import type { WorkOrderKind } from '../../../gateway/domain/work-order.ts';

export const ORDER_VIEWS = ['board', 'open', 'mine', 'late', 'closed', 'review'] as const;
export type OrderView = (typeof ORDER_VIEWS)[number];

export const ORDER_KINDS: readonly WorkOrderKind[] = ['corrective', 'request', 'preventive', 'inspection', 'hazard'];
