import type { OrdersPlan } from './duty/orders-plan.ts';
import type { WorkOrder, WorkOrderEntry } from './work-order.ts';
import { type ClockName, clockName, type OrderSla, type SlaClock } from './work-order-clock.ts';
import { logged, type OrderStep } from './work-order-step.ts';

/** Somebody has to hear that a limit comes near, or was passed. */
export interface ClockNews {
  readonly clock: ClockName;
  /** 100: the breach itself. */
  readonly percent: number;
}

const BREACH = 100;

/** What no line of the history has said yet; of one clock only the highest. */
export function clockNews(
  order: Pick<WorkOrder, 'log'>,
  sla: OrderSla | null,
  warnAt: readonly number[],
): readonly ClockNews[] {
  return (sla?.clocks ?? []).flatMap((clock): ClockNews[] => {
    const percent = reached(clock, warnAt);
    if (percent === undefined || percent <= told(order, clock.name)) return [];
    return [{ clock: clock.name, percent }];
  });
}

function reached({ state, elapsedMs, limitMs }: SlaClock, warnAt: readonly number[]): number | undefined {
  if (state === 'breached') return BREACH;
  if (state !== 'running' || limitMs === 0) return undefined;
  const share = warnAt.findLast((one) => one < 1 && elapsedMs >= one * limitMs);
  return share === undefined ? undefined : Math.round(share * 100);
}

function told({ log }: Pick<WorkOrder, 'log'>, clock: ClockName): number {
  return Math.max(0, ...log.map(newsOfLine).map((news) => (news?.clock === clock ? news.percent : 0)));
}

/** What a line of the history says of a clock; undefined when it is about something else. */
export function newsOfLine({ step, reason }: Pick<WorkOrderEntry, 'step' | 'reason'>): ClockNews | undefined {
  if (step !== 'warned' && step !== 'breached') return undefined;
  const [name, percent = BREACH] = (reason ?? '').split(':');
  const clock = clockName.options.find((one) => one === name);
  return clock && { clock, percent: Number(percent) };
}

/** The line that says it; a breach is there for good. */
export function noteClock(order: WorkOrder, { clock, percent }: ClockNews, now: number): OrderStep {
  const isBreach = percent >= BREACH;
  const line = isBreach
    ? ({ step: 'breached', reason: clock } as const)
    : ({ step: 'warned', reason: `${clock}:${percent}` } as const);
  return logged(order, order, { ...line, actor: 'system' }, now);
}

/**
 * What becomes of an order by itself: closed when it was looked at and somebody was called back or nobody answered for long; cancelled
 * when nobody had taken it up and its alarm went away at once. Undefined: nothing.
 */
export function ripenedOrder(
  order: WorkOrder,
  plan: Pick<OrdersPlan, 'callBack' | 'selfClearedMs'>,
  now: number,
): OrderStep | undefined {
  if (order.state === 'verified') return isRipe(order, plan, now) ? closedBySystem(order, now) : undefined;
  if (isSelfCleared(order, plan)) {
    const cancelled: WorkOrder = { ...order, state: 'cancelled', closedAt: now, endReason: 'self_cleared' };
    return logged(order, cancelled, { step: 'cancel', actor: 'system', reason: 'self_cleared' }, now);
  }
  return undefined;
}

function isRipe({ callBack, verifiedAt }: WorkOrder, plan: Pick<OrdersPlan, 'callBack'>, now: number): boolean {
  if (callBack === null || callBack.answeredAt !== null) return true;
  return now - (verifiedAt ?? now) >= plan.callBack.silentMs;
}

function closedBySystem(order: WorkOrder, now: number): OrderStep {
  const isSilent = order.callBack !== null && order.callBack.answeredAt === null;
  const reason = isSilent ? 'not-called-back' : null;
  return logged(order, { ...order, state: 'closed', closedAt: now }, { step: 'close', actor: 'system', reason }, now);
}

/** Only where the site wants it, and only what is not urgent. */
function isSelfCleared(order: WorkOrder, { selfClearedMs }: Pick<OrdersPlan, 'selfClearedMs'>): boolean {
  if (selfClearedMs === null || order.alarmId === null || order.conditionClearedAt === null) return false;
  const isWaiting = order.state === 'open' || order.state === 'assigned';
  const isMinor = order.priority === 'P3' || order.priority === 'P4';
  return isWaiting && isMinor && !order.isStatutory && order.conditionClearedAt - order.openedAt < selfClearedMs;
}
