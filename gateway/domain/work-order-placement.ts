import type { Priority } from './alarm.ts';
import type { WorkOrder } from './work-order.ts';
import { reopened } from './work-order-apply.ts';
import { logged, type OrderStep } from './work-order-step.ts';
import { isSettledOrder, MAX_REOPENS, REOPEN_WINDOW_MS } from './work-order-table.ts';

const DAY_MS = 86_400_000;
/** So many episodes of one fault within so long call for the root cause to be looked for. */
const REPEAT_FAILURE = { count: 3, withinMs: 30 * DAY_MS };
/** Episodes remembered; chatter does not fill an order. */
const MOST_RECURRENCES = 20;

/** The episode that asks for an order. */
export interface OrderTrigger {
  readonly alarmId: string;
  readonly priority: Priority;
  /** It lay beneath another episode and has come out again: the order that was cancelled for that does not bind it. */
  readonly isAfresh: boolean;
}

/** What a new order for an episode takes over from the one before. */
export type Inheritance = Pick<WorkOrder, 'repeatOf' | 'recurrences' | 'isRepeatFailure'>;

export type Placement =
  | { readonly action: 'open'; readonly inherits: Inheritance }
  | { readonly action: 'change'; readonly step: OrderStep }
  | { readonly action: 'none' };

/**
 * Where an episode belongs, given the newest order of its dedup key: into the open one, into one that was done too early,
 * into one closed lately, or into a new one. An episode never gets a second order, and a cancelled order stays cancelled for it.
 */
export function placeEpisode(newest: WorkOrder | undefined, trigger: OrderTrigger, now: number): Placement {
  if (!newest) return { action: 'open', inherits: inheritance(undefined, trigger, now) };
  const isSameEpisode = newest.alarmId === trigger.alarmId;
  const afresh = { action: 'open', inherits: inheritance(newest, trigger, now) } as const;
  switch (newest.state) {
    case 'draft':
    case 'open':
    case 'assigned':
    case 'accepted':
    case 'in-progress':
    case 'on-hold':
      return repeat(newest, newest, 'merged', trigger, now);
    case 'done':
    case 'verified':
      return repeat(newest, reopened(newest), 'reopen', trigger, now);
    case 'closed':
      if (!isSameEpisode && !mayReopen(newest, now)) return afresh;
      return repeat(newest, reopened(newest), 'reopen', trigger, now);
    case 'rejected':
    case 'cancelled':
      return isSameEpisode && !trigger.isAfresh ? { action: 'none' } : afresh;
  }
}

/** The episode went beneath `parent`, whose order now stands for it. Undefined when somebody works on the order already: it stays. */
export function supersedeOrder(order: WorkOrder, parent: string, now: number): OrderStep | undefined {
  if (order.state !== 'open' && order.state !== 'assigned') return undefined;
  const cancelled: WorkOrder = { ...order, state: 'cancelled', closedAt: now, endReason: 'superseded' };
  return logged(order, cancelled, { step: 'cancel', actor: 'system', note: parent, reason: 'superseded' }, now);
}

/** The alarm became worse while its order was open. Undefined when the order is as urgent already, or over. */
export function raiseOrder(order: WorkOrder, { alarmId, priority }: OrderTrigger, now: number): OrderStep | undefined {
  if (isSettledOrder(order.state) || priority >= order.priority) return undefined;
  return logged(order, { ...order, priority }, { step: 'merged', actor: 'system', note: alarmId }, now);
}

/** The cause is gone; the order stays. Undefined when there is nothing to note. */
export function clearCondition(order: WorkOrder, now: number): OrderStep | undefined {
  if (isSettledOrder(order.state) || order.conditionClearedAt !== null) return undefined;
  return logged(order, { ...order, conditionClearedAt: now }, { step: 'condition-cleared', actor: 'system' }, now);
}

function mayReopen({ reopenCount, closedAt, codes }: WorkOrder, now: number): boolean {
  return reopenCount < MAX_REOPENS && now - (closedAt ?? 0) <= REOPEN_WINDOW_MS && codes?.cause !== NO_FAULT_FOUND;
}

/** Cause of an order whose work found nothing wrong: what comes later is another fault. */
export const NO_FAULT_FOUND = 'no-fault-found';

/** A repeat of what is closed or refused remembers it, and how often the fault has come lately. */
function inheritance(newest: WorkOrder | undefined, trigger: OrderTrigger, now: number): Inheritance {
  const recurrences = withEpisode(newest?.recurrences ?? [], trigger.alarmId, now);
  return { repeatOf: newest?.id ?? null, recurrences, isRepeatFailure: isRepeating(recurrences) };
}

function withEpisode(known: WorkOrder['recurrences'], alarmId: string, at: number): WorkOrder['recurrences'] {
  const recent = known.filter((one) => at - one.at < REPEAT_FAILURE.withinMs);
  if (recent.some((one) => one.alarmId === alarmId)) return recent;
  return [...recent, { alarmId, at }].slice(-MOST_RECURRENCES);
}

const isRepeating = (recurrences: WorkOrder['recurrences']): boolean => recurrences.length >= REPEAT_FAILURE.count;

/** Priority is raised when the new episode is worse, never lowered. `P1` sorts before `P4`. */
function repeat(
  before: WorkOrder,
  after: WorkOrder,
  step: 'merged' | 'reopen',
  { alarmId, priority }: OrderTrigger,
  now: number,
): Placement {
  const recurrences = withEpisode(before.recurrences, alarmId, now);
  const order: WorkOrder = {
    ...after,
    ...{ occurrences: before.occurrences + 1, conditionClearedAt: null, alarmId, recurrences },
    isRepeatFailure: before.isRepeatFailure || isRepeating(recurrences),
    priority: priority < before.priority ? priority : before.priority,
  };
  const reason = step === 'reopen' ? 'alarm' : null;
  return { action: 'change', step: logged(before, order, { step, actor: 'system', note: alarmId, reason }, now) };
}
