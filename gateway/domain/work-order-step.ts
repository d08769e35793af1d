import { done, type Outcome, refused } from './errors.ts';
import type { WorkOrder, WorkOrderEntry } from './work-order.ts';
import { applyStep } from './work-order-apply.ts';
import { guardStep, type WorkOrderContext } from './work-order-guards.ts';
import type { WorkOrderRequest } from './work-order-request.ts';
import { stepsOf } from './work-order-table.ts';

/** The order after a step, and the line of its history that says so. */
export interface OrderStep {
  readonly order: WorkOrder;
  readonly entry: WorkOrderEntry;
}

/** The work order state machine: the order after a person's step, or the refusal that says what is allowed instead. */
export function stepWorkOrder(
  order: WorkOrder,
  request: WorkOrderRequest,
  context: WorkOrderContext,
): Outcome<OrderStep> {
  const verdict = guardStep(order, request, context);
  if (!verdict.ok) return verdict;
  const after = applyStep(order, request, { ...context, now: notBefore(order, context.now) });
  if (typeof after === 'string') return refused('WORK_ORDER_INCOMPLETE', after);
  const { via = context.actor.role === null ? 'system' : 'screen', deviceAt = null } = request;
  const line = { step: request.step, actor: context.actor.name, note: noteOf(request), reason: reasonOf(request) };
  return done(logged(order, after, { ...line, via, deviceAt }, context.now));
}

/** What a line says besides when and between which states. */
type Line = Pick<WorkOrderEntry, 'step' | 'actor'> &
  Partial<Pick<WorkOrderEntry, 'note' | 'reason' | 'via' | 'deviceAt'>>;

/** The history never goes back in time, even when the wall clock did. */
const notBefore = (order: WorkOrder, now: number): number => Math.max(now, order.log.at(-1)?.at ?? 0);

/** Adds the line that leads from one form of an order to the next. */
export function logged(before: WorkOrder, after: WorkOrder, line: Line, now: number): OrderStep {
  const at = notBefore(before, now);
  const entry: WorkOrderEntry = {
    ...{ note: null, reason: null, via: 'system', deviceAt: null },
    ...line,
    ...{ at, from: before.state, to: after.state, priority: after.priority },
  };
  const order = { ...after, version: before.version + 1, updatedAt: at, log: [...before.log, entry] };
  return { order: { ...order, steps: stepsOf(order, now) }, entry };
}

const isBlank = (text: string | undefined | null): boolean => text === undefined || text === null || text.trim() === '';

function noteOf(request: WorkOrderRequest): string | null {
  const { step, assignee, resolution, callBack, note } = request;
  const parts = [step === 'assign' ? assignee : undefined, resolution, callBack?.comment, note];
  return parts.filter((part) => !isBlank(part)).join(' · ') || null;
}

function reasonOf({ step, holdReason, rejectReason, method, callBack }: WorkOrderRequest): string | null {
  switch (step) {
    case 'hold':
      return holdReason ?? null;
    case 'reject':
      return rejectReason ?? null;
    case 'arrive':
      return method ?? 'hand';
    case 'call-back':
      return callBack?.isSolved ? 'solved' : 'not-solved';
    default:
      return null;
  }
}
