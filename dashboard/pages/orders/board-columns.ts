import type { WorkOrderState } from '../../../gateway/domain/work-order.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { nextClock } from '../../format/order-clock.ts';

/** What stands beneath one head of the board. */
export interface BoardColumn {
  /** The state whose word is the head. */
  readonly state: WorkOrderState;
  readonly orders: readonly WireOrder[];
}

/** The way of an order over the board; what is over is not on it. */
const COLUMNS: readonly (readonly WorkOrderState[])[] = [
  ['open', 'draft'],
  ['assigned'],
  ['accepted'],
  ['in-progress'],
  ['on-hold'],
  ['done'],
  ['verified'],
];

/** Orders by where they stand; in each column what is late first, then the next to run out, then by priority and age. */
export function boardColumns(orders: readonly WireOrder[], now: number): readonly BoardColumn[] {
  const keys = new Map(orders.map((order) => [order.id, urgency(order, now)]));
  const rank = (order: WireOrder): number => keys.get(order.id) ?? Number.POSITIVE_INFINITY;
  return COLUMNS.map((states) => ({
    state: states[0]!,
    orders: orders
      .filter(({ state }) => states.includes(state))
      .sort((a, b) => rank(a) - rank(b) || a.priority.localeCompare(b.priority) || a.id - b.id),
  }));
}

/** Milliseconds left; what is late counts below zero, and what has no promise comes last. */
function urgency(order: WireOrder, now: number): number {
  const next = order.sla && nextClock(order.sla.clocks, now);
  if (!next || next.standing === 'paused') return Number.MAX_SAFE_INTEGER;
  return next.standing === 'late' ? -next.ms : next.ms;
}
