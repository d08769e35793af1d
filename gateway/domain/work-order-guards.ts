import type { OrdersPlan } from './duty/orders-plan.ts';
import { done, type Outcome, refused } from './errors.ts';
import type { OrderActor, WorkOrder } from './work-order.ts';
import { allPass, openItems } from './work-order-checklist.ts';
import type { OrderCodes } from './work-order-content.ts';
import { otherPersonFor } from './work-order-person.ts';
import type { WorkOrderRequest } from './work-order-request.ts';
import { stepsOf } from './work-order-table.ts';

/** What a step depends on besides the order. */
export interface WorkOrderContext {
  readonly now: number;
  readonly actor: OrderActor;
  /** The alarm the order came from is active at this moment. */
  readonly isAlarmActive: boolean;
  /** Number of an order that came after this one for the same fault; null: none did. */
  readonly later: number | null;
  readonly plan: Pick<OrdersPlan, 'verifyAfterMs' | 'codesFor'>;
  /** Codes the order may be closed with; undefined: those are not in the site's list. */
  readonly knowsCodes: (order: WorkOrder, codes: OrderCodes) => boolean;
  /** When somebody has to be called back after the work; null: nobody. */
  readonly callBackDueAt: (order: WorkOrder, doneAt: number) => number | null;
}

type Verdict = Outcome<null>;
const FINE: Verdict = done(null);
const incomplete = (detail: string): Verdict => refused('WORK_ORDER_INCOMPLETE', detail);
const conflict = (detail: string): Verdict => refused('WORK_ORDER_TRANSITION_REFUSED', detail);
const isBlank = (text: string | undefined | null): boolean => text === undefined || text === null || text.trim() === '';

/** Whether the step may be taken: by the state, by who asks, and by what is said and done already. */
export function guardStep(order: WorkOrder, request: WorkOrderRequest, context: WorkOrderContext): Verdict {
  const allowed = stepsOf(order, context.now);
  if (!allowed.includes(request.step)) return conflict(`from "${order.state}" only: ${allowed.join(', ')}`);
  const who = guardPerson(order, request, context.actor);
  return who.ok ? guardContent(order, request, context) : who;
}

function guardPerson(order: WorkOrder, { step }: WorkOrderRequest, actor: OrderActor): Verdict {
  const other = otherPersonFor(order, step, actor);
  return other === undefined ? FINE : refused('WORK_ORDER_NOT_YOURS', other);
}

function guardContent(order: WorkOrder, request: WorkOrderRequest, context: WorkOrderContext): Verdict {
  switch (request.step) {
    case 'assign':
      return isBlank(request.assignee) ? incomplete('assign needs an assignee') : FINE;
    case 'reject':
      return request.rejectReason === undefined ? incomplete('reject needs a rejectReason') : FINE;
    case 'comment':
    case 'decline':
    case 'cancel':
      return isBlank(request.note) ? incomplete(`${request.step} needs a note that says why`) : FINE;
    case 'reopen':
      return guardReopen(order, request, context);
    case 'hold':
      return guardHold(request, context);
    case 'arrive':
      return guardArrival(order, request);
    case 'fill':
      return request.answers?.length ? guardAnswers(order, request) : incomplete('fill needs answers');
    case 'labour':
      return guardLabour(request, context);
    case 'parts':
      return request.part === undefined ? incomplete('parts needs a part') : FINE;
    case 'attach':
      return request.file === undefined ? incomplete('attach needs a file') : FINE;
    case 'change':
      return guardChange(request);
    case 'done':
      return guardDone(order, request, context);
    case 'verify':
      return guardVerified(order, context);
    case 'close':
      return guardClose(order, request, context);
    case 'call-back':
      return guardCallBack(request);
    case 'dispatch':
    case 'accept':
    case 'start':
    case 'resume':
      return FINE;
  }
}

/** Of one fault only the newest order is ever open. */
function guardReopen({ state }: WorkOrder, { note }: WorkOrderRequest, { later }: WorkOrderContext): Verdict {
  if (state === 'closed' && later !== null) return conflict(`WO ${later} came after it for the same fault`);
  return isBlank(note) ? incomplete('reopen needs a note that says why') : FINE;
}

function guardHold({ holdReason, resumeAt, note }: WorkOrderRequest, { now }: WorkOrderContext): Verdict {
  if (holdReason === undefined) return incomplete('hold needs a holdReason');
  if (resumeAt === undefined || resumeAt <= now) return incomplete('hold needs resumeAt: when it is to go on');
  return holdReason === 'other' && isBlank(note) ? incomplete('hold for another reason needs a note') : FINE;
}

/** A code of other equipment is the wrong room. */
function guardArrival({ equipment }: WorkOrder, { method, scanned }: WorkOrderRequest): Verdict {
  if (method !== 'scan') return FINE;
  if (isBlank(scanned)) return incomplete('arrive by scan needs what was scanned');
  return equipment === null || scanned === equipment
    ? FINE
    : conflict(`that code is of ${scanned}, the order of ${equipment}`);
}

function guardAnswers({ checklist }: WorkOrder, { answers = [] }: WorkOrderRequest): Verdict {
  const unknown = answers.find(({ item }) => !checklist.some(({ id }) => id === item));
  return unknown ? incomplete(`the list has no item "${unknown.item}"`) : FINE;
}

function guardLabour({ labour }: WorkOrderRequest, { now }: WorkOrderContext): Verdict {
  if (labour === undefined) return incomplete('labour needs who and when');
  return labour.startAt < labour.endAt && labour.endAt <= now
    ? FINE
    : incomplete('labour ends after it begins, and not in the future');
}

function guardChange({ priority, appointmentAt, deadlineAt, place, note }: WorkOrderRequest): Verdict {
  const changes = [priority, appointmentAt, deadlineAt, place].some((one) => one !== undefined);
  if (!changes) return incomplete('change needs a priority, appointmentAt, deadlineAt or place');
  return isBlank(note) ? incomplete('change needs a note that says why') : FINE;
}

function guardDone(order: WorkOrder, request: WorkOrderRequest, context: WorkOrderContext): Verdict {
  const missing = openItems(order.checklist, order.answers);
  if (missing.length > 0)
    return incomplete(`checklist: ${missing.map(({ item, needs }) => `${item.id} needs ${needs}`).join(', ')}`);
  if (isBlank(request.resolution) && !allPass(order.checklist, order.answers))
    return incomplete('done needs a resolution');
  const codes = request.codes ?? order.codes;
  if (codes === null && context.plan.codesFor.includes(order.kind))
    return incomplete('done needs codes: failure, cause, remedy');
  if (codes !== null && !context.knowsCodes(order, codes))
    return incomplete('codes that are not in the list of this equipment');
  return context.isAlarmActive && isBlank(request.note)
    ? conflict('the alarm is still active: done needs a note saying why')
    : FINE;
}

/** It is repaired when the alarm has stayed away for a while; where nobody saw it go, for a while after the work. */
function guardVerified(order: WorkOrder, { isAlarmActive, plan, now }: WorkOrderContext): Verdict {
  if (order.alarmId === null || order.state !== 'done') return FINE;
  if (isAlarmActive) return conflict('the alarm is still active');
  const since = order.conditionClearedAt ?? order.doneAt ?? now;
  const until = since + plan.verifyAfterMs[order.priority];
  return now >= until ? FINE : conflict(`the alarm has to stay away until ${new Date(until).toISOString()}`);
}

function guardClose(order: WorkOrder, { note }: WorkOrderRequest, context: WorkOrderContext): Verdict {
  const verified = guardVerified(order, context);
  if (!verified.ok) return verified;
  const isAwaited = order.callBack !== null && order.callBack.answeredAt === null;
  return isAwaited && context.actor.role !== null && isBlank(note)
    ? incomplete('nobody has been called back yet: close needs a note saying why')
    : FINE;
}

function guardCallBack({ callBack }: WorkOrderRequest): Verdict {
  if (callBack?.isSolved === undefined || callBack.isSolved === null)
    return incomplete('call-back needs whether it is solved');
  return !callBack.isSolved && isBlank(callBack.comment) ? incomplete('what is not solved needs a comment') : FINE;
}
