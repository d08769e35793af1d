import type { Priority } from './alarm.ts';
import type { WorkOrderState } from './work-order.ts';
import type { ClockName } from './work-order-clock.ts';

/**
 * Clocks of a second work-order machine, written from the table of promises alone and in another way: counters that are moved tick by tick.
 */

export const TICK_MS = 300_000;
export const HOUR = 12;
export const DAY = 24 * HOUR;
export const WORKING_DAY = 10 * HOUR;
const URGENT_PAUSE = 24 * HOUR;
const GRACE = 3;

interface Promised {
  readonly ticks: Readonly<Record<ClockName, number | null>>;
  readonly isSite: boolean;
}

const PROMISES: Readonly<Record<Priority, Promised>> = {
  P1: { ticks: { accept: 1, arrive: 6, resolve: 4 * HOUR }, isSite: false },
  P2: { ticks: { accept: 3, arrive: HOUR, resolve: 8 * HOUR }, isSite: false },
  P3: { ticks: { accept: HOUR, arrive: 8 * HOUR, resolve: 3 * WORKING_DAY }, isSite: true },
  P4: { ticks: { accept: WORKING_DAY, arrive: null, resolve: 10 * WORKING_DAY }, isSite: true },
};

const PAUSING = ['parts', 'access', 'approval', 'third_party'];
const AT_WORK: readonly WorkOrderState[] = ['open', 'assigned', 'accepted', 'in-progress', 'on-hold'];
export const CLOCKS = ['accept', 'arrive', 'resolve'] as const;

/** Eight in the morning of a Monday is tick 0; from eight to six, Monday to Friday. */
export const isSiteTick = (tick: number): boolean => {
  const sinceMidnight = tick + 8 * HOUR;
  const ofDay = sinceMidnight % DAY;
  return Math.floor(sinceMidnight / DAY) % 7 < 5 && ofDay >= 8 * HOUR && ofDay < 18 * HOUR;
};

/** When so many ticks of the site's hours have passed. */
export function afterSiteTicks(from: number, count: number): number {
  let tick = from;
  for (let left = count; left > 0; tick += 1) if (isSiteTick(tick)) left -= 1;
  return tick;
}

/** What a clock sees of its order. */
export interface Watched {
  readonly state: WorkOrderState;
  readonly priority: Priority;
  readonly holdReason: string | null;
  readonly isSafety: boolean;
  readonly appointment: number | null;
  readonly deadline: number | null;
}

/** How one clock should stand. */
export interface Expected {
  readonly name: ClockName;
  readonly state: 'running' | 'paused' | 'met' | 'breached' | 'ended';
  /** Null: another moment than the table's decides, or none. */
  readonly limit: number | null;
  readonly elapsed: number;
  readonly breachedAt: number | null;
  readonly stoppedAt: number | null;
  /** Agreed with somebody: then known without counting. */
  readonly agreed: number | null;
}

class Counter {
  always = 0;
  site = 0;
  /** Over the limit of the table at that moment. */
  brokenAt: number | null = null;
  /** Written into the history. */
  loggedAt: number | null = null;
  stoppedAt: number | null = null;
  stoppedIn: Priority = 'P4';
  /** Stopped because the order was given up. */
  isEnded = false;
  told = 0;
}

export class RefClocks {
  pausedTicks = 0;
  private readonly counters: Readonly<Record<ClockName, Counter>> = {
    ...{ accept: new Counter(), arrive: new Counter(), resolve: new Counter() },
  };
  private readonly countsDraft: boolean;
  private readonly start: number;

  constructor(start: number, countsDraft: boolean) {
    this.start = start;
    this.countsDraft = countsDraft;
  }

  /** One tick goes by, from `tick` on. */
  pass(tick: number, order: Watched): void {
    if (!this.isWork(order.state)) return;
    const isPaused = this.isPaused(order);
    this.judge(tick, order, isPaused);
    if (isPaused) this.pausedTicks += 1;
    const isSite = isSiteTick(tick);
    const { accept, arrive, resolve } = this.counters;
    if (accept.stoppedAt === null) count(accept, isSite);
    if (arrive.stoppedAt === null) count(arrive, isSite);
    if (!isPaused) count(resolve, isSite);
    this.judge(tick + 1, order);
  }

  /** What is over its limit at this moment, and counts at it. */
  judge(tick: number, order: Watched, isPaused = this.isPaused(order)): void {
    if (!this.isWork(order.state)) return;
    for (const name of CLOCKS) {
      const counter = this.counters[name];
      if (counter.brokenAt !== null || counter.stoppedAt !== null || (name === 'resolve' && isPaused)) continue;
      const limit = PROMISES[order.priority].ticks[name];
      if (limit !== null && elapsedOf(counter, order.priority) >= limit) counter.brokenAt = tick;
    }
  }

  /** Of an urgent order. */
  get pauseLeft(): number {
    return Math.max(0, URGENT_PAUSE - this.pausedTicks);
  }

  stop(name: ClockName, tick: number): void {
    this.counters[name].stoppedAt ??= tick;
  }

  /** The order was given up. */
  end(tick: number): void {
    for (const name of CLOCKS) {
      const counter = this.counters[name];
      if (counter.stoppedAt !== null) continue;
      counter.stoppedAt = tick;
      counter.isEnded = true;
    }
  }

  goOn(): void {
    this.counters.resolve.stoppedAt = null;
  }

  /** A line was written: what stopped at this moment stopped with this priority. */
  note(tick: number, priority: Priority): void {
    for (const name of CLOCKS) if (this.counters[name].stoppedAt === tick) this.counters[name].stoppedIn = priority;
  }

  /** Who looks at `tick` hears of these: percent of a limit that nobody was told of yet. */
  news(tick: number, order: Watched, warnAt: readonly number[]): readonly (readonly [ClockName, number])[] {
    const all: (readonly [ClockName, number])[] = [];
    for (const clock of this.expected(tick, order)) {
      const counter = this.counters[clock.name];
      const percent = percentOf(clock, warnAt, this.start);
      if (percent <= counter.told) continue;
      counter.told = percent;
      if (percent === 100) counter.loggedAt ??= tick;
      all.push([clock.name, percent]);
    }
    return all;
  }

  expected(tick: number, order: Watched): readonly Expected[] {
    const all: Expected[] = [];
    for (const name of CLOCKS) {
      const one = this.expectedOf(name, tick, order);
      if (one) all.push(one);
    }
    return all;
  }

  /** When a clock that runs will have used its time up, if it runs on. */
  dueTick(name: ClockName, tick: number, { priority }: Watched): number {
    const { ticks, isSite } = PROMISES[priority];
    const left = (ticks[name] ?? 0) - elapsedOf(this.counters[name], priority);
    return isSite ? afterSiteTicks(tick, left) : tick + left;
  }

  private expectedOf(name: ClockName, tick: number, order: Watched): Expected | undefined {
    const counter = this.counters[name];
    const { stoppedAt } = counter;
    const priority = stoppedAt === null ? order.priority : counter.stoppedIn;
    const agreed = agreedTick(name, order);
    const agreedBreach = agreed !== null && (stoppedAt ?? tick) >= agreed ? agreed : null;
    const breachedAt = least(agreed === null ? counter.brokenAt : agreedBreach, counter.loggedAt);
    const limit = agreed === null ? PROMISES[priority].ticks[name] : null;
    if (limit === null && agreed === null && breachedAt === null) return undefined;
    const state = breachedAt === null ? this.standing(name, counter, order) : 'breached';
    const elapsed = agreed === null ? elapsedOf(counter, priority) : Math.max(0, (stoppedAt ?? tick) - this.start);
    return { name, state, limit, elapsed, breachedAt, stoppedAt, agreed };
  }

  private standing(name: ClockName, { stoppedAt, isEnded }: Counter, order: Watched): Expected['state'] {
    if (isEnded) return 'ended';
    if (stoppedAt !== null) return 'met';
    if (!this.isWork(order.state)) return 'paused';
    return name === 'resolve' && this.isPaused(order) ? 'paused' : 'running';
  }

  private isWork(state: WorkOrderState): boolean {
    return AT_WORK.includes(state) || (state === 'draft' && this.countsDraft);
  }

  private isPaused({ state, holdReason, isSafety, priority }: Watched): boolean {
    if (state !== 'on-hold' || isSafety || !PAUSING.includes(holdReason ?? '')) return false;
    return priority !== 'P1' || this.pausedTicks < URGENT_PAUSE;
  }
}

function count(counter: Counter, isSite: boolean): void {
  counter.always += 1;
  if (isSite) counter.site += 1;
}

const elapsedOf = ({ always, site }: Counter, priority: Priority): number =>
  PROMISES[priority].isSite ? site : always;

function agreedTick(name: ClockName, { appointment, deadline }: Watched): number | null {
  if (name === 'resolve') return deadline;
  return name === 'arrive' && appointment !== null ? appointment + GRACE : null;
}

function percentOf({ state, limit, elapsed, agreed }: Expected, warnAt: readonly number[], start: number): number {
  if (state === 'breached') return 100;
  const whole = agreed === null ? (limit ?? 0) : agreed - start;
  if (state !== 'running' || whole <= 0) return 0;
  const reached = warnAt.filter((percent) => elapsed * 100 >= percent * whole);
  return Math.round(reached.at(-1) ?? 0);
}

function least(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
