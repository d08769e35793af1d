import type { WorkOrder, WorkOrderState, WorkOrderStep } from './work-order.ts';

/** A closed order may be opened again this long; after that the same fault opens a new one. */
export const REOPEN_WINDOW_MS = 72 * 3_600_000;
/** An order is opened again at most this often for a repeated fault. */
export const MAX_REOPENS = 3;

const NOTES: readonly WorkOrderStep[] = ['change', 'attach', 'comment'];

/** What may be asked of an order in each state, the usual step first. */
const STEPS: Readonly<Record<WorkOrderState, readonly WorkOrderStep[]>> = {
  draft: ['dispatch', 'reject', 'cancel', ...NOTES],
  open: ['assign', 'accept', 'start', 'cancel', ...NOTES],
  assigned: ['accept', 'start', 'decline', 'assign', 'cancel', ...NOTES],
  accepted: ['start', 'arrive', 'assign', 'fill', 'parts', 'cancel', ...NOTES],
  'in-progress': ['done', 'hold', 'arrive', 'fill', 'parts', 'labour', 'assign', 'cancel', ...NOTES],
  'on-hold': ['resume', 'fill', 'parts', 'labour', 'assign', 'cancel', ...NOTES],
  done: ['verify', 'close', 'call-back', 'reopen', 'parts', 'labour', 'attach', 'comment'],
  verified: ['call-back', 'close', 'reopen', 'comment'],
  closed: ['reopen', 'comment'],
  rejected: ['comment'],
  cancelled: ['comment'],
};

type Standing = Pick<WorkOrder, 'state' | 'closedAt' | 'arrival' | 'callBack' | 'isStatutory'>;

/** Steps a person may ask for now, the usual one first. */
export const stepsOf = (order: Standing, now: number): WorkOrderStep[] =>
  STEPS[order.state].filter((step) => isPossible(order, step, now));

function isPossible(order: Standing, step: WorkOrderStep, now: number): boolean {
  switch (step) {
    case 'reopen':
      return order.state !== 'closed' || now - (order.closedAt ?? 0) <= REOPEN_WINDOW_MS;
    case 'arrive':
      return order.arrival === null;
    case 'call-back':
      return order.callBack !== null && order.callBack.answeredAt === null;
    case 'cancel':
      return !order.isStatutory;
    default:
      return true;
  }
}

/** Nothing is left to do, except to open it again. */
export const isSettledOrder = (state: WorkOrderState): boolean =>
  state === 'closed' || state === 'cancelled' || state === 'rejected';

/** Somebody still has to do the work itself. */
export const isUnfinished = (state: WorkOrderState): boolean =>
  !isSettledOrder(state) && state !== 'done' && state !== 'verified';
