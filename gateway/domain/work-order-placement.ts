import type { Priority } from './alarm.ts';
import type { WorkOrder } from './work-order.ts';
import { isSettledOrder, logged, MAX_REOPENS, type OrderStep, REOPEN_WINDOW_MS, reopened } from './work-order-step.ts';

/** The episode that asks for an order. */
export interface OrderTrigger {
  readonly alarmId: string;
  readonly priority: Priority;
  /** It lay beneath another episode and has come out again: the order that was cancelled for that does not bind it. */
  readonly isAfresh: boolean;
}

export type Placement =
  | { readonly action: 'open' }
  | { readonly action: 'change'; readonly step: OrderStep }
  | { readonly action: 'none' };

/**
 * Where an episode belongs, given the newest order of its dedup key: into the open one, into one that was done too early,
 * into one closed lately, or into a new one. An episode never gets a second order, and a cancelled order stays cancelled for it.
 */
export function placeEpisode(newest: WorkOrder | undefined, trigger: OrderTrigger, now: number): Placement {
  if (!newest) return { action: 'open' };
  const isSameEpisode = newest.alarmId === trigger.alarmId;
  switch (newest.state) {
    case 'open':
    case 'assigned':
    case 'in-progress':
    case 'on-hold':
      return repeat(newest, newest, 'merged', trigger, now);
    case 'done':
      return repeat(newest, reopened(newest), 'reopen', trigger, now);
    case 'closed':
      if (!isSameEpisode && !mayReopen(newest, now)) return { action: 'open' };
      return repeat(newest, reopened(newest), 'reopen', trigger, now);
    case 'cancelled':
      return isSameEpisode && !trigger.isAfresh ? { action: 'none' } : { action: 'open' };
  }
}

/** The episode went beneath `parent`, whose order now stands for it. Undefined when somebody works on the order already: it stays. */
export function supersedeOrder(order: WorkOrder, parent: string, now: number): OrderStep | undefined {
  if (order.state !== 'open' && order.state !== 'assigned') return undefined;
  return logged(order, { ...order, state: 'cancelled', closedAt: now }, 'cancel', 'system', parent, now);
}

/** The alarm became worse while its order was open. Undefined when the order is as urgent already, or over. */
export function raiseOrder(order: WorkOrder, { alarmId, priority }: OrderTrigger, now: number): OrderStep | undefined {
  if (isSettledOrder(order.state) || priority >= order.priority) return undefined;
  return logged(order, { ...order, priority }, 'merged', 'system', alarmId, now);
}

/** The cause is gone; the order stays. Undefined when there is nothing to note. */
export function clearCondition(order: WorkOrder, now: number): OrderStep | undefined {
  if (isSettledOrder(order.state) || order.conditionClearedAt !== null) return undefined;
  return logged(order, { ...order, conditionClearedAt: now }, 'condition-cleared', 'system', null, now);
}

function mayReopen(order: WorkOrder, now: number): boolean {
  const reopens = order.log.filter((entry) => entry.step === 'reopen').length;
  return reopens < MAX_REOPENS && now - (order.closedAt ?? 0) <= REOPEN_WINDOW_MS;
}

/** Priority is raised when the new episode is worse, never lowered. `P1` sorts before `P4`. */
function repeat(
  before: WorkOrder,
  after: WorkOrder,
  step: 'merged' | 'reopen',
  trigger: OrderTrigger,
  now: number,
): Placement {
  const order: WorkOrder = {
    ...after,
    occurrences: before.occurrences + 1,
    conditionClearedAt: null,
    alarmId: trigger.alarmId,
    priority: trigger.priority < before.priority ? trigger.priority : before.priority,
  };
  return { action: 'change', step: logged(before, order, step, 'system', trigger.alarmId, now) };
}
