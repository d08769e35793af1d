import type { Priority } from './alarm.ts';
import type { HoldReason, WorkOrder, WorkOrderEntry, WorkOrderState } from './work-order.ts';
import type { ClockName } from './work-order-clock.ts';
import { isSettledOrder, isUnfinished } from './work-order-table.ts';

/** What the clocks are worked out from. */
export type ClockedOrder = Pick<
  WorkOrder,
  'log' | 'clockAt' | 'priority' | 'appointmentAt' | 'deadlineAt' | 'isSafety'
>;

/** How an order's time is counted, whatever its limits. */
export interface CountingRules {
  readonly pausing: readonly HoldReason[];
  readonly pauseCapMs: Readonly<Record<Priority, number | null>>;
  /** A request counts before somebody has let it through. */
  readonly countsDraft: boolean;
}

/** A stretch under one priority; those of no length keep the order of what happened at one moment. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly priority: Priority;
}

/** The stretches of one clock. */
export interface ClockSpans {
  readonly counted: readonly Span[];
  readonly paused: readonly Span[];
  /** It stands still at the end: since when. */
  readonly stoppedAt: number | null;
  /** At the end it counts, is paused, was stopped, or the order has ended without. */
  readonly standing: 'counting' | 'paused' | 'stopped' | 'ended';
}

interface Segment extends Span {
  readonly state: WorkOrderState;
  readonly reason: string | null;
}

/** The history as stretches of one state and priority each; the last goes on until `now`. */
export function segmentsOf({ log, clockAt }: ClockedOrder, now: number): readonly Segment[] {
  const end = Math.max(now, log.at(-1)?.at ?? now);
  let holdReason: string | null = null;
  return log.map((entry, index) => {
    if (entry.step === 'hold') holdReason = entry.reason;
    const from = index === 0 ? Math.min(clockAt, entry.at) : entry.at;
    const to = log[index + 1]?.at ?? end;
    return { from, to, state: entry.to, priority: entry.priority, reason: entry.to === 'on-hold' ? holdReason : null };
  });
}

const STOPPING: Readonly<Record<Exclude<ClockName, 'resolve'>, readonly WorkOrderEntry['step'][]>> = {
  accept: ['accept', 'start'],
  arrive: ['arrive', 'start'],
};

/** Where the clock counted, where it was paused, and how it stands. */
export function spansOf(clock: ClockName, order: ClockedOrder, rules: CountingRules, now: number): ClockSpans {
  return clock === 'resolve' ? resolveSpans(order, rules, now) : onceSpans(clock, order, rules, now);
}

/** Runs until the first such step, whatever comes later. */
function onceSpans(
  clock: Exclude<ClockName, 'resolve'>,
  order: ClockedOrder,
  rules: CountingRules,
  now: number,
): ClockSpans {
  const stopIndex = order.log.findIndex(({ step }) => STOPPING[clock].includes(step));
  const stop = order.log[stopIndex]?.at;
  const segments = segmentsOf(order, now).slice(0, stopIndex < 0 ? undefined : stopIndex);
  const counted = segments.filter(({ state }) => counts(state, rules));
  if (stop !== undefined) return { counted, paused: [], stoppedAt: stop, standing: 'stopped' };
  const end = segments.find(({ state }) => isSettledOrder(state));
  if (end) return { counted, paused: [], stoppedAt: end.from, standing: 'ended' };
  const isCounting = segments.some(({ state }) => counts(state, rules));
  return { counted, paused: [], stoppedAt: null, standing: isCounting ? 'counting' : 'paused' };
}

const counts = (state: WorkOrderState, { countsDraft }: CountingRules): boolean =>
  isUnfinished(state) && (countsDraft || state !== 'draft');

/** Stands still while the work is done, and goes on when it is opened again; some holds pause it, up to a cap. */
function resolveSpans(order: ClockedOrder, rules: CountingRules, now: number): ClockSpans {
  const counted: Span[] = [];
  const paused: Span[] = [];
  let pausedMs = 0;
  let standing: ClockSpans['standing'] = 'counting';
  let stoppedAt: number | null = null;
  const segments = segmentsOf(order, now);
  for (const { from, to, state, priority, reason } of segments) {
    if (!counts(state, rules)) {
      standing = standingOf(state);
      stoppedAt ??= standing === 'paused' ? null : from;
      continue;
    }
    stoppedAt = null;
    const mayPause = state === 'on-hold' && !order.isSafety && rules.pausing.some((one) => one === reason);
    const left = mayPause ? Math.max(0, (rules.pauseCapMs[priority] ?? Number.POSITIVE_INFINITY) - pausedMs) : 0;
    const split = Math.min(to, from + left);
    if (split > from) paused.push({ from, to: split, priority });
    pausedMs += split - from;
    const isPaused = to - from < left;
    if (!isPaused) counted.push({ from: split, to, priority });
    standing = isPaused ? 'paused' : 'counting';
  }
  return { counted, paused, stoppedAt, standing };
}

function standingOf(state: WorkOrderState): 'stopped' | 'paused' | 'ended' {
  if (state === 'draft') return 'paused';
  return state === 'rejected' || state === 'cancelled' ? 'ended' : 'stopped';
}
