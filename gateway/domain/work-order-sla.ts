import type { Priority } from './alarm.ts';
import type { WorkCalendar } from './work-calendar.ts';
import { type ClockName, clockName, type OrderSla, type SlaClock } from './work-order-clock.ts';
import { type ClockedOrder, type ClockSpans, type CountingRules, type Span, spansOf } from './work-order-timeline.ts';

/** What is promised for one priority, and in what hours it counts. */
export interface SlaPromise {
  readonly limitMs: Readonly<Record<ClockName, number | null>>;
  readonly calendar: WorkCalendar;
}

export interface SlaRules extends CountingRules {
  /** What an order like this is promised at a priority; undefined: nothing. */
  readonly promiseOf: (priority: Priority) => SlaPromise | undefined;
  readonly appointmentGraceMs: number;
}

/**
 * The clocks of an order at `now`, from its history alone: never a counter that somebody moved. A higher priority has its limits from the
 * original start; a breach stays. Null where nothing is promised.
 */
export function slaOf(order: ClockedOrder, rules: SlaRules, now: number): OrderSla | null {
  const clocks = clockName.options.flatMap((name) => clockOf(name, order, rules, now) ?? []);
  if (clocks.length === 0) return null;
  const pausedMs = Math.max(...clocks.map((clock) => clock.pausedMs));
  return { clocks, isBreached: clocks.some(({ breachedAt }) => breachedAt !== null), pausedMs };
}

function clockOf(name: ClockName, order: ClockedOrder, rules: SlaRules, now: number): SlaClock | undefined {
  const spans = spansOf(name, order, rules, now);
  const agreed = agreedMoment(name, order, rules);
  const logged = order.log.find(({ step, reason }) => step === 'breached' && reason === name)?.at ?? null;
  const broken = earliest(agreed === null ? breachOf(name, rules, spans) : null, logged);
  const clock =
    agreed === null
      ? (countedClock(name, order, rules, spans) ?? brokenClock(name, order, broken, spans, now))
      : agreedClock(name, order, agreed, spans, now);
  if (!clock) return undefined;
  const breachedAt = earliest(clock.breachedAt, broken);
  return {
    ...clock,
    breachedAt,
    state: stateOf(spans, breachedAt),
    dueAt: spans.standing === 'paused' ? null : clock.dueAt,
  };
}

/** A visit that was agreed, or a deadline, stands in place of the table. */
function agreedMoment(name: ClockName, order: ClockedOrder, rules: SlaRules): number | null {
  if (name === 'arrive' && order.appointmentAt !== null) return order.appointmentAt + rules.appointmentGraceMs;
  return name === 'resolve' ? order.deadlineAt : null;
}

function stateOf({ standing }: ClockSpans, breachedAt: number | null): SlaClock['state'] {
  if (breachedAt !== null) return 'breached';
  switch (standing) {
    case 'counting':
      return 'running';
    case 'stopped':
      return 'met';
    case 'paused':
    case 'ended':
      return standing;
  }
}

type Counted = Omit<SlaClock, 'state'>;

function agreedClock(name: ClockName, order: ClockedOrder, dueAt: number, spans: ClockSpans, now: number): Counted {
  const end = spans.stoppedAt ?? now;
  const limitMs = Math.max(0, dueAt - order.clockAt);
  return {
    ...{ name, limitMs, elapsedMs: Math.max(0, end - order.clockAt), pausedMs: lengthOf(spans.paused) },
    ...{ dueAt, stoppedAt: spans.stoppedAt, breachedAt: end >= dueAt ? dueAt : null },
  };
}

/** Nothing is promised any more, but what was promised was broken: that stays. */
function brokenClock(name: ClockName, order: ClockedOrder, brokenAt: number | null, spans: ClockSpans, now: number) {
  return brokenAt === null ? undefined : agreedClock(name, order, brokenAt, spans, now);
}

function countedClock(name: ClockName, order: ClockedOrder, rules: SlaRules, spans: ClockSpans): Counted | undefined {
  const priority = priorityAt(order, spans.stoppedAt);
  const promise = rules.promiseOf(priority);
  const limitMs = promise?.limitMs[name] ?? null;
  if (!promise || limitMs === null) return undefined;
  const { calendar } = promise;
  const elapsedMs = spans.counted.reduce((sum, { from, to }) => sum + calendar.elapsed(from, to), 0);
  return {
    ...{ name, limitMs, elapsedMs, pausedMs: lengthOf(spans.paused) },
    dueAt: crossing(spans.counted, calendar, limitMs, true) ?? null,
    ...{ stoppedAt: spans.stoppedAt, breachedAt: null },
  };
}

/** A clock that stands still is judged by the priority it stopped at. */
function priorityAt(order: ClockedOrder, stoppedAt: number | null): Priority {
  if (stoppedAt === null) return order.priority;
  return order.log.findLast(({ at }) => at <= stoppedAt)?.priority ?? order.priority;
}

/** The first moment that counted and was over the limit of the priority of that time. */
function breachOf(name: ClockName, rules: SlaRules, { counted }: ClockSpans): number | null {
  const crossedAt = new Map<Priority, number | undefined>();
  for (const { from, to, priority } of counted) {
    if (!crossedAt.has(priority)) crossedAt.set(priority, crossingAt(name, rules, counted, priority));
    const crossed = crossedAt.get(priority);
    if (crossed !== undefined && crossed <= to) return Math.max(crossed, from);
  }
  return null;
}

function crossingAt(
  name: ClockName,
  rules: SlaRules,
  counted: readonly Span[],
  priority: Priority,
): number | undefined {
  const promise = rules.promiseOf(priority);
  const limitMs = promise?.limitMs[name] ?? null;
  return promise && limitMs !== null ? crossing(counted, promise.calendar, limitMs, false) : undefined;
}

/** When so much has been counted; undefined when it never was. `goesOn`: the last stretch has no end. */
function crossing(
  counted: readonly Span[],
  calendar: WorkCalendar,
  limitMs: number,
  goesOn: boolean,
): number | undefined {
  let left = limitMs;
  for (const [index, { from, to }] of counted.entries()) {
    const length = calendar.elapsed(from, to);
    const isOpen = goesOn && index === counted.length - 1;
    if (length >= left || isOpen) return calendar.after(from, left);
    left -= length;
  }
  return undefined;
}

const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0);

function earliest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
