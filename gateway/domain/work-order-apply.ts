import type { WorkOrder, WorkOrderEntry } from './work-order.ts';
import { answerOf, withAnswers } from './work-order-checklist.ts';
import type { ChecklistAnswer, OrderFile, OrderLabour, OrderPart } from './work-order-content.ts';
import type { WorkOrderContext } from './work-order-guards.ts';
import type { WorkOrderRequest } from './work-order-request.ts';

/** Things of one kind kept in an order; one more is refused. */
const MOST_THINGS = 500;

/** The order after a step that is allowed, without its line in the history; or why what was said cannot be kept. */
export function applyStep(order: WorkOrder, request: WorkOrderRequest, context: WorkOrderContext): WorkOrder | string {
  const { now, actor } = context;
  const by = actor.name;
  switch (request.step) {
    case 'dispatch':
      return { ...order, state: 'open' };
    case 'reject':
      return { ...order, state: 'rejected', closedAt: now, endReason: request.rejectReason ?? null };
    case 'assign':
      return assigned(order, request.assignee ?? null);
    case 'accept':
      return { ...order, state: 'accepted', assignee: order.assignee ?? by, acceptedAt: order.acceptedAt ?? now };
    case 'decline':
      return { ...order, state: 'open', assignee: null, declines: order.declines + 1 };
    case 'arrive':
      return { ...order, arrival: { at: now, method: request.method ?? 'hand', by } };
    case 'start':
      return started(order, request, by, now);
    case 'hold':
      return { ...order, state: 'on-hold', hold: holdOf(request) };
    case 'resume':
      return { ...order, state: 'in-progress', hold: null };
    case 'done':
      return finished(order, request, context);
    case 'verify':
      return { ...order, state: 'verified', verifiedAt: now, verifiedBy: by };
    case 'close':
      return closed(order, by, now);
    case 'reopen':
      return reopened(order);
    case 'cancel':
      return { ...order, state: 'cancelled', closedAt: now, hold: null, endReason: request.note ?? null };
    case 'call-back':
      return calledBack(order, request, by, now);
    case 'change':
      return changed(order, request);
    case 'fill':
      return filled(order, request, by, now);
    case 'labour':
      return request.labour ? withLabour(order, { ...request.labour, isDerived: false }) : order;
    case 'parts':
      return request.part ? withPart(order, { ...request.part, at: now, by }) : order;
    case 'attach':
      return request.file ? withFile(order, { ...request.file, at: now, by }) : order;
    case 'comment':
      return order;
  }
}

/** Work that has begun goes on with somebody else; before, that one has to accept it first. */
function assigned(order: WorkOrder, assignee: string | null): WorkOrder {
  const isUnderWay = order.state === 'in-progress' || order.state === 'on-hold';
  return { ...order, state: isUnderWay ? order.state : 'assigned', assignee };
}

/** Who begins has accepted, and is there unless he has checked in before. */
function started(
  order: WorkOrder,
  { method = 'start' }: { readonly method?: NonNullable<WorkOrder['arrival']>['method'] },
  by: string,
  now: number,
): WorkOrder {
  return {
    ...order,
    ...{ state: 'in-progress', assignee: order.assignee ?? by, startedAt: order.startedAt ?? now },
    ...{ acceptedAt: order.acceptedAt ?? now, arrival: order.arrival ?? { at: now, method, by } },
  };
}

const holdOf = ({ holdReason, resumeAt }: WorkOrderRequest): WorkOrder['hold'] =>
  holdReason === undefined || resumeAt === undefined ? null : { reason: holdReason, resumeAt };

function finished(order: WorkOrder, { resolution, codes }: WorkOrderRequest, context: WorkOrderContext): WorkOrder {
  const { now, actor } = context;
  const dueAt = context.callBackDueAt(order, now);
  return {
    ...order,
    ...{ state: 'done', doneAt: now, doneBy: actor.name, resolution: resolution?.trim() || null },
    ...{ codes: codes ?? order.codes, labour: [...order.labour, ...derivedLabour(order, now)] },
    callBack: dueAt === null ? null : { ...NOBODY_ASKED, dueAt },
  };
}

const NOBODY_ASKED = {
  ...{ answeredAt: null, by: null, person: null, method: null, isSolved: null, score: null, comment: null },
} as const;

/** The stretches of work since it last began, where nobody has written any himself. */
function derivedLabour(order: WorkOrder, now: number): readonly OrderLabour[] {
  const person = order.assignee;
  const began = order.log.findLast(isBeginning)?.at ?? now;
  if (person === null || order.labour.some(({ isDerived, endAt }) => !isDerived && endAt > began)) return [];
  const lines = order.log.filter(({ at }) => at >= began);
  return lines
    .flatMap(({ at, to }, index): OrderLabour[] => {
      const endAt = lines[index + 1]?.at ?? now;
      const isWork = to === 'in-progress' && endAt > at;
      return isWork
        ? [{ person, startAt: at, endAt, people: 1, travelMinutes: 0, isOvertime: false, isDerived: true }]
        : [];
    })
    .reduce(joined, [])
    .slice(0, MOST_THINGS - order.labour.length);
}

/** The work begins, or begins once more after it was done; going on after a hold is no beginning. */
const isBeginning = ({ step, from, to }: WorkOrderEntry): boolean =>
  step === 'start' || (to === 'in-progress' && (from === 'done' || from === 'verified'));

/** Stretches that touch are one. */
function joined(lines: readonly OrderLabour[], next: OrderLabour): OrderLabour[] {
  const last = lines.at(-1);
  if (last?.endAt !== next.startAt) return [...lines, next];
  return [...lines.slice(0, -1), { ...last, endAt: next.endAt }];
}

/** Who closes what was not looked at yet has looked at it. */
const closed = (order: WorkOrder, by: string, now: number): WorkOrder => ({
  ...order,
  ...{ state: 'closed', closedAt: now, verifiedAt: order.verifiedAt ?? now, verifiedBy: order.verifiedBy ?? by },
});

/** Not closed yet: the same person goes on. Already closed: it is anybody's again. */
export function reopened(order: WorkOrder): WorkOrder {
  const again: WorkOrder = {
    ...order,
    ...{
      doneAt: null,
      doneBy: null,
      verifiedAt: null,
      verifiedBy: null,
      closedAt: null,
      resolution: null,
      codes: null,
    },
    ...{ callBack: null, reopenCount: order.reopenCount + 1, isFirstTimeFix: false },
  };
  if (order.state !== 'closed') return { ...again, state: 'in-progress' };
  return { ...again, state: 'open', assignee: null, acceptedAt: null, arrival: null, startedAt: null };
}

function calledBack(order: WorkOrder, { callBack }: WorkOrderRequest, by: string, now: number): WorkOrder {
  if (!callBack || !order.callBack) return order;
  return callBack.isSolved
    ? { ...order, callBack: { ...order.callBack, ...callBack, answeredAt: now, by } }
    : reopened(order);
}

function changed(order: WorkOrder, request: WorkOrderRequest): WorkOrder {
  const { priority = order.priority, place = order.place } = request;
  const { appointmentAt = order.appointmentAt, deadlineAt = order.deadlineAt } = request;
  return { ...order, priority, place, appointmentAt, deadlineAt };
}

function filled(order: WorkOrder, { answers = [] }: WorkOrderRequest, by: string, now: number): WorkOrder | string {
  const fresh: ChecklistAnswer[] = [];
  for (const one of answers) {
    const item = order.checklist.find(({ id }) => id === one.item);
    const answer = item ? answerOf(item, one, { at: now, by }) : `the list has no item "${one.item}"`;
    if (typeof answer === 'string') return answer;
    fresh.push(answer);
  }
  return { ...order, answers: [...withAnswers(order.answers, fresh)] };
}

const FULL = `an order keeps ${MOST_THINGS} of them at most`;

const withLabour = (order: WorkOrder, labour: OrderLabour): WorkOrder | string =>
  order.labour.length >= MOST_THINGS ? FULL : { ...order, labour: [...order.labour, labour] };

const withPart = (order: WorkOrder, part: OrderPart): WorkOrder | string =>
  order.parts.length >= MOST_THINGS ? FULL : { ...order, parts: [...order.parts, part] };

const withFile = (order: WorkOrder, file: OrderFile): WorkOrder | string =>
  order.files.length >= MOST_THINGS ? FULL : { ...order, files: [...order.files, file] };
