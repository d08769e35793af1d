import type { Priority } from './alarm.ts';
import { done, type Outcome, refused } from './errors.ts';
import type { LocalText } from './text.ts';
import type { WorkOrder, WorkOrderEntry, WorkOrderState, WorkOrderStep } from './work-order.ts';

/** What an order starts with; the store gives the number. */
export interface NewWorkOrder {
  readonly priority: Priority;
  readonly equipment: string;
  readonly title: LocalText;
  readonly description: LocalText;
  readonly openedBy: string;
  readonly openedAt: number;
  readonly alarmId: string | null;
}

/** A person's request. */
export interface WorkOrderRequest {
  readonly step: WorkOrderStep;
  readonly actor: string;
  readonly assignee?: string;
  readonly note?: string;
  readonly resolution?: string;
}

export interface WorkOrderContext {
  readonly now: number;
  /** The alarm the order came from is active at this moment. */
  readonly isAlarmActive: boolean;
}

/** The order after a step, and the line of its log that says so. */
export interface OrderStep {
  readonly order: WorkOrder;
  readonly entry: WorkOrderEntry;
}

/** A closed order may be opened again this long; after that the same fault opens a new one. */
export const REOPEN_WINDOW_MS = 72 * 3_600_000;
/** An order is opened again at most this often for a repeated fault. */
export const MAX_REOPENS = 3;

const STEPS: Readonly<Record<WorkOrderState, readonly WorkOrderStep[]>> = {
  open: ['assign', 'start', 'cancel', 'comment'],
  assigned: ['start', 'assign', 'cancel', 'comment'],
  'in-progress': ['done', 'hold', 'assign', 'cancel', 'comment'],
  'on-hold': ['resume', 'assign', 'cancel', 'comment'],
  done: ['close', 'reopen', 'comment'],
  closed: ['reopen', 'comment'],
  cancelled: ['comment'],
};

/** Steps a person may ask for now, the usual one first. */
export function stepsOf(order: Pick<WorkOrder, 'state' | 'closedAt'>, now: number): WorkOrderStep[] {
  const isPast = order.state === 'closed' && now - (order.closedAt ?? 0) > REOPEN_WINDOW_MS;
  return STEPS[order.state].filter((step) => !(isPast && step === 'reopen'));
}

export const isSettledOrder = (state: WorkOrderState): boolean => state === 'closed' || state === 'cancelled';

/** The work order state machine: the order after a person's step, or the refusal that says what is allowed instead. */
export function stepWorkOrder(
  order: WorkOrder,
  request: WorkOrderRequest,
  context: WorkOrderContext,
): Outcome<OrderStep> {
  const allowed = stepsOf(order, context.now);
  if (!allowed.includes(request.step)) return refuse(`from "${order.state}" only: ${allowed.join(', ')}`);
  const missing = missingText(request, context);
  if (missing) return refuse(missing);
  return done(
    logged(order, applied(order, request, context.now), request.step, request.actor, noteOf(request), context.now),
  );
}

const refuse = (detail: string): Outcome<never> => refused('WORK_ORDER_TRANSITION_REFUSED', detail);
const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === '';

function missingText(request: WorkOrderRequest, context: WorkOrderContext): string | undefined {
  switch (request.step) {
    case 'assign':
      return isBlank(request.assignee) ? 'assign needs an assignee' : undefined;
    case 'comment':
      return isBlank(request.note) ? 'comment needs a note' : undefined;
    case 'done':
      if (isBlank(request.resolution)) return 'done needs a resolution';
      return context.isAlarmActive && isBlank(request.note)
        ? 'the alarm is still active: done needs a note saying why'
        : undefined;
    case 'start':
    case 'hold':
    case 'resume':
    case 'close':
    case 'reopen':
    case 'cancel':
      return undefined;
  }
}

/** The order after the step, without its log line. */
function applied(order: WorkOrder, request: WorkOrderRequest, wallMs: number): WorkOrder {
  const now = notBefore(order, wallMs);
  switch (request.step) {
    case 'assign': {
      const state = order.state === 'open' ? 'assigned' : order.state;
      return { ...order, state, assignee: request.assignee ?? null };
    }
    case 'start': {
      const assignee = order.assignee ?? request.actor;
      return { ...order, state: 'in-progress', assignee, startedAt: order.startedAt ?? now };
    }
    case 'hold':
      return { ...order, state: 'on-hold' };
    case 'resume':
      return { ...order, state: 'in-progress' };
    case 'done':
      return { ...order, state: 'done', doneAt: now, resolution: request.resolution ?? null };
    case 'close':
      return { ...order, state: 'closed', closedAt: now };
    case 'reopen':
      return reopened(order);
    case 'cancel':
      return { ...order, state: 'cancelled', closedAt: now };
    case 'comment':
      return order;
  }
}

/** Not closed yet: the same person goes on. Already closed: it is anybody's again. */
export function reopened(order: WorkOrder): WorkOrder {
  const again = { doneAt: null, closedAt: null, resolution: null };
  if (order.state === 'done') return { ...order, ...again, state: 'in-progress' };
  return { ...order, ...again, state: 'open', assignee: null, startedAt: null };
}

function noteOf(request: WorkOrderRequest): string | null {
  const parts = [request.step === 'assign' ? request.assignee : undefined, request.resolution, request.note];
  return parts.filter((part) => !isBlank(part)).join(' · ') || null;
}

/** The log never goes back in time, even when the wall clock did. */
const notBefore = (order: WorkOrder, now: number): number => Math.max(now, order.log.at(-1)?.at ?? 0);

/** Adds the log line that leads from one form of an order to the next. */
export function logged(
  before: WorkOrder,
  after: WorkOrder,
  step: WorkOrderEntry['step'],
  actor: string,
  note: string | null,
  now: number,
): OrderStep {
  const entry: WorkOrderEntry = { at: notBefore(before, now), actor, step, from: before.state, to: after.state, note };
  const order = { ...after, log: [...before.log, entry], steps: stepsOf(after, now) };
  return { order, entry };
}
