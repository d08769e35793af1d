import type { Priority } from './alarm.ts';
import type { WorkOrderState, WorkOrderStep } from './work-order.ts';
import type { ClockName } from './work-order-clock.ts';

/**
 * A second work-order machine, written from the tables alone and in another way: a list of allowed moves, and clocks that are counters moved
 * tick by tick. What it says, the machine has to say.
 */

export const TICK_MS = 600_000;
const TICKS_OF_HOUR = 6;
const TICKS_OF_DAY = 24 * TICKS_OF_HOUR;
const REOPEN_TICKS = 72 * TICKS_OF_HOUR;
const URGENT_PAUSE_TICKS = 24 * TICKS_OF_HOUR;

export interface RefLimit {
  readonly ticks: Readonly<Record<ClockName, number | null>>;
  readonly isSiteHours: boolean;
}

export const REF_LIMITS: Readonly<Record<Priority, RefLimit>> = {
  P1: { ticks: { accept: 1, arrive: 3, resolve: 24 }, isSiteHours: false },
  P2: { ticks: { accept: 2, arrive: 6, resolve: 48 }, isSiteHours: false },
  P3: { ticks: { accept: 6, arrive: 48, resolve: 180 }, isSiteHours: true },
  P4: { ticks: { accept: 60, arrive: null, resolve: 600 }, isSiteHours: true },
};
/** So long the alarm must have been away. */
export const REF_VERIFY: Readonly<Record<Priority, number>> = { P1: 3, P2: 12, P3: 0, P4: 0 };

type Move = readonly [from: readonly WorkOrderState[], to: WorkOrderState | 'same'];
const BEFORE_WORK: readonly WorkOrderState[] = ['open', 'assigned', 'accepted'];
const AT_WORK: readonly WorkOrderState[] = ['in-progress', 'on-hold'];
const MOVES: Partial<Record<WorkOrderStep, readonly Move[]>> = {
  assign: [
    [BEFORE_WORK, 'assigned'],
    [AT_WORK, 'same'],
  ],
  accept: [[['open', 'assigned'], 'accepted']],
  decline: [[['assigned'], 'open']],
  arrive: [[['accepted', 'in-progress'], 'same']],
  start: [[BEFORE_WORK, 'in-progress']],
  hold: [[['in-progress'], 'on-hold']],
  resume: [[['on-hold'], 'in-progress']],
  done: [[['in-progress'], 'done']],
  verify: [[['done'], 'verified']],
  close: [[['done', 'verified'], 'closed']],
  reopen: [
    [['done', 'verified'], 'in-progress'],
    [['closed'], 'open'],
  ],
  cancel: [[[...BEFORE_WORK, ...AT_WORK], 'cancelled']],
  'call-back': [[['done', 'verified'], 'same']],
  comment: [
    [['open', 'assigned', 'accepted', 'in-progress', 'on-hold', 'done', 'verified', 'closed', 'cancelled'], 'same'],
  ],
};

export interface RefRequest {
  readonly step: WorkOrderStep;
  readonly actor: string;
  readonly assignee: string;
  readonly pauses: boolean;
  readonly isSolved: boolean;
}

/** `lead` may act for others, `chief` may put what is urgent on hold as well. */
const LEADS = ['lead', 'chief'];

export class RefOrder {
  state: WorkOrderState = 'open';
  assignee: string | null = null;
  doneBy: string | null = null;
  reopens = 0;
  occurrences = 1;
  readonly breached = new Set<ClockName>();
  private hasArrived = false;
  private awaitsCallBack = false;
  private holdPauses = false;
  private pausedTicks = 0;
  private clearedFor: number | null = null;
  private closedFor = 0;
  private readonly stopped = new Set<ClockName>();
  private readonly counted = {
    always: { accept: 0, arrive: 0, resolve: 0 },
    site: { accept: 0, arrive: 0, resolve: 0 },
  };

  readonly id: number;
  readonly isSafety: boolean;
  priority: Priority;

  constructor(id: number, priority: Priority, isSafety: boolean) {
    this.id = id;
    this.priority = priority;
    this.isSafety = isSafety;
  }

  elapsed(clock: ClockName): number {
    return this.counted[REF_LIMITS[this.priority].isSiteHours ? 'site' : 'always'][clock];
  }

  isRunning(clock: ClockName): boolean {
    if (!isWork(this.state)) return false;
    return clock === 'resolve' || !this.stopped.has(clock);
  }

  /** One tick goes by. */
  pass(isSiteHours: boolean): void {
    if (this.clearedFor !== null) this.clearedFor += 1;
    if (this.state === 'closed') this.closedFor += 1;
    const mayPause = this.state === 'on-hold' && this.holdPauses && !this.isSafety;
    const isPaused = mayPause && (this.priority !== 'P1' || this.pausedTicks < URGENT_PAUSE_TICKS);
    if (isPaused) this.pausedTicks += 1;
    for (const clock of ['accept', 'arrive', 'resolve'] as const) {
      if (!this.isRunning(clock) || (clock === 'resolve' && isPaused)) continue;
      this.counted.always[clock] += 1;
      if (isSiteHours) this.counted.site[clock] += 1;
    }
    this.judge(isPaused);
  }

  /** Whoever looks sees at once what is over its limit. */
  judge(isPaused = false): void {
    for (const clock of ['accept', 'arrive', 'resolve'] as const) {
      const limit = REF_LIMITS[this.priority].ticks[clock];
      if (limit === null || !this.isRunning(clock) || (clock === 'resolve' && isPaused)) continue;
      if (this.elapsed(clock) >= limit) this.breached.add(clock);
    }
  }

  /** Paused at this moment, so that only time that counts can pass its limit. */
  get isPausedNow(): boolean {
    const mayPause = this.state === 'on-hold' && this.holdPauses && !this.isSafety;
    return mayPause && (this.priority !== 'P1' || this.pausedTicks < URGENT_PAUSE_TICKS);
  }

  returned(): void {
    if (!['closed', 'cancelled'].includes(this.state)) this.clearedFor ??= 0;
  }

  /** The fault again: false when it needs another order. */
  takesEpisode(priority: Priority): boolean {
    if (this.state === 'cancelled') return false;
    if (this.state === 'closed' && (this.closedFor > REOPEN_TICKS || this.reopens >= 3)) return false;
    if (['done', 'verified', 'closed'].includes(this.state)) this.again();
    this.clearedFor = null;
    this.occurrences += 1;
    if (priority < this.priority) this.priority = priority;
    return true;
  }

  /** False when it is not allowed. */
  take(request: RefRequest, isAlarmActive: boolean): boolean {
    const { step, actor } = request;
    const move = MOVES[step]?.find(([from]) => from.includes(this.state));
    if (!move || !this.mayTake(step, actor, isAlarmActive)) return false;
    if (step === 'reopen' || (step === 'call-back' && !request.isSolved)) {
      this.again();
      return true;
    }
    if (move[1] !== 'same') this.state = move[1];
    this.note(request);
    return true;
  }

  private mayTake(step: WorkOrderStep, actor: string, isAlarmActive: boolean): boolean {
    const isOwn = this.assignee === null || this.assignee === actor;
    if (['accept', 'decline', 'start'].includes(step)) return isOwn;
    if (step === 'hold') return (this.priority !== 'P1' || actor === 'chief') && (isOwn || LEADS.includes(actor));
    if (step === 'arrive') return !this.hasArrived && (isOwn || LEADS.includes(actor));
    if (['done', 'resume'].includes(step)) return isOwn || LEADS.includes(actor);
    if (step === 'reopen') return this.state !== 'closed' || this.closedFor <= REOPEN_TICKS;
    if (!['verify', 'close', 'call-back'].includes(step)) return true;
    if (actor === this.assignee || actor === this.doneBy) return false;
    if (step === 'call-back') return this.awaitsCallBack;
    const waits = this.state === 'done' && (isAlarmActive || (this.clearedFor ?? 0) < REF_VERIFY[this.priority]);
    return !waits;
  }

  private note({ step, actor, assignee, pauses }: RefRequest): void {
    if (step === 'assign') this.assignee = assignee;
    if (step === 'decline') this.assignee = null;
    if (step === 'accept' || step === 'start') {
      this.assignee ??= actor;
      this.stopped.add('accept');
    }
    if (step === 'arrive' || step === 'start') {
      this.hasArrived = true;
      this.stopped.add('arrive');
    }
    if (step === 'hold') this.holdPauses = pauses;
    if (step === 'call-back') this.awaitsCallBack = false;
    if (step === 'close') this.closedFor = 0;
    if (step !== 'done') return;
    this.doneBy = actor;
    this.awaitsCallBack = isCalledBack(this.id);
  }

  private again(): void {
    this.reopens += 1;
    this.doneBy = null;
    this.awaitsCallBack = false;
    if (this.state !== 'closed') {
      this.state = 'in-progress';
      return;
    }
    this.state = 'open';
    this.assignee = null;
    this.hasArrived = false;
  }

  /** What nobody has to do: closed once it was looked at and nobody is to be called back. */
  ripen(): void {
    if (this.state !== 'verified' || this.awaitsCallBack) return;
    this.state = 'closed';
    this.closedFor = 0;
  }
}

export const isCalledBack = (id: number): boolean => id % 2 === 0;
/** From the first of January 2026, eight in the morning of a Monday the fifth. */
export const isSiteHour = (tick: number): boolean => {
  const hour = (8 + Math.floor(tick / TICKS_OF_HOUR)) % 24;
  const day = Math.floor((tick + 8 * TICKS_OF_HOUR) / TICKS_OF_DAY) % 7;
  return day < 5 && hour >= 8 && hour < 18;
};

const isWork = (state: WorkOrderState): boolean => BEFORE_WORK.includes(state) || AT_WORK.includes(state);
