import type { Priority } from './alarm.ts';
import type { WorkOrderState, WorkOrderStep } from './work-order.ts';
import type { ClockName } from './work-order-clock.ts';
import { afterSiteTicks, DAY, HOUR, RefClocks, WORKING_DAY } from './work-order-reference-clocks.fixtures.ts';
import { type Deed, isTheirs, targetOf } from './work-order-reference-rules.fixtures.ts';

/**
 * A second work-order machine, written from the tables alone and in another way: a list of allowed moves, who may make them, what each
 * needs, and counters. It shares no code with the machine; what it says, the machine has to say.
 */

const REOPEN_TICKS = 72 * HOUR;
const SILENT_TICKS = 72 * HOUR;
const REPEAT_TICKS = 30 * DAY;
/** So long the alarm must have been away. */
const VERIFY_TICKS: Readonly<Record<Priority, number>> = { P1: 6, P2: 24, P3: 0, P4: 0 };

export interface RefStart {
  readonly id: number;
  readonly kind: 'corrective' | 'request' | 'inspection';
  readonly tick: number;
  /** Ticks since its cause began. */
  readonly lead: number;
  readonly priority: Priority;
  readonly alarm: string | null;
  readonly isSafety: boolean;
  readonly isStatutory: boolean;
  readonly isDraft: boolean;
  readonly hasChecklist: boolean;
  readonly assignee: string | null;
  readonly countsDraft: boolean;
}

/** Moments at which a rule begins or ceases to hold. */
export type RefEdge = 'reopen' | 'verify' | 'silent' | 'pause' | 'repeat' | 'agreed' | 'clears' | ClockName;

interface Recurrence {
  readonly alarm: string;
  readonly tick: number;
}

export class RefOrder {
  readonly start: RefStart;
  readonly clocks: RefClocks;
  readonly isSafety: boolean;
  state: WorkOrderState;
  priority: Priority;
  assignee: string | null;
  alarm: string | null;
  lines = 1;
  occurrences = 1;
  reopens = 0;
  declines = 0;
  isFirstTimeFix = true;
  isRepeatFailure = false;
  recurrences: readonly Recurrence[] = [];
  acceptedAt: number | null = null;
  arrivedAt: number | null = null;
  startedAt: number | null = null;
  doneAt: number | null = null;
  doneBy: string | null = null;
  verifiedAt: number | null = null;
  verifiedBy: string | null = null;
  closedAt: number | null = null;
  clearedAt: number | null = null;
  callBackAt: number | null = null;
  isCalledBack = false;
  holdReason: string | null = null;
  appointment: number | null = null;
  deadline: number | null = null;
  endReason: string | null = null;
  foundNothing = false;
  derivedTicks = 0;
  private beganAt = 0;
  private workedTicks = 0;
  private ownLabourUntil = Number.NEGATIVE_INFINITY;
  private readonly answers = new Map<string, { readonly isBad: boolean; readonly isComplete: boolean }>();

  constructor(start: RefStart) {
    this.start = start;
    this.isSafety = start.isSafety;
    this.priority = start.priority;
    this.alarm = start.alarm;
    this.assignee = start.assignee;
    this.state = start.isDraft ? 'draft' : start.assignee === null ? 'open' : 'assigned';
    this.clocks = new RefClocks(start.tick - start.lead, start.countsDraft);
    for (let tick = start.tick - start.lead; tick < start.tick; tick += 1) this.clocks.pass(tick, this);
  }

  get isSettled(): boolean {
    return this.state === 'closed' || this.state === 'cancelled' || this.state === 'rejected';
  }

  get awaitsCallBack(): boolean {
    return this.callBackAt !== null && !this.isCalledBack;
  }

  /** One tick goes by, from `tick` on. */
  pass(tick: number): void {
    if (this.state === 'in-progress') this.workedTicks += 1;
    this.clocks.pass(tick, this);
  }

  private line(tick: number): void {
    this.lines += 1;
    this.clocks.note(tick, this.priority);
    this.clocks.judge(tick, this);
  }

  /** When that will be; null: not as things stand. */
  edge(at: RefEdge, tick: number): number | null {
    const after = (moment: number | null | undefined, ticks: number) =>
      moment === null || moment === undefined ? null : moment + ticks;
    switch (at) {
      case 'reopen':
        return after(this.closedAt, REOPEN_TICKS);
      case 'verify':
        return this.state === 'done' ? after(this.clearedAt ?? this.doneAt, VERIFY_TICKS[this.priority]) : null;
      case 'silent':
        return after(this.verifiedAt, SILENT_TICKS);
      case 'repeat':
        return after(this.recurrences[0]?.tick, REPEAT_TICKS);
      case 'clears':
        return after(this.start.tick, 2);
      case 'pause':
        return this.state === 'on-hold' ? tick + this.clocks.pauseLeft : null;
      case 'agreed':
        return after(this.appointment, 3) ?? this.deadline;
      default:
        return this.isSettled ? null : this.clocks.dueTick(at, tick, this);
    }
  }

  // ---- what people do

  /** Steps that are offered to somebody who might do all of them. */
  offers(step: WorkOrderStep, tick: number): boolean {
    if (targetOf(step, this.state) === undefined) return false;
    if (step === 'reopen') return this.state !== 'closed' || tick - (this.closedAt ?? 0) <= REOPEN_TICKS;
    if (step === 'arrive') return this.arrivedAt === null;
    if (step === 'call-back') return this.awaitsCallBack;
    return step !== 'cancel' || !this.start.isStatutory;
  }

  /** Everything the step needs is said and done. */
  private hasEnough(deed: Deed, tick: number, isAlarmActive: boolean): boolean {
    const { step, flaw, holdReason, isScan } = deed;
    const hasNote = flaw !== 'blank' && flaw !== 'no-note';
    const isBlank = flaw === 'blank';
    if (step === 'comment' || step === 'decline' || step === 'cancel' || step === 'reopen') return hasNote;
    if (step === 'assign' || step === 'reject' || step === 'parts' || step === 'attach') return !isBlank;
    if (step === 'change') return hasNote && flaw !== 'half';
    if (step === 'hold') return !isBlank && flaw !== 'half' && (holdReason !== 'other' || hasNote);
    if (step === 'arrive') return !isScan || isBlank || (flaw !== 'unknown' && flaw !== 'half');
    if (step === 'fill') return !isBlank && flaw !== 'unknown' && flaw !== 'half' && this.start.hasChecklist;
    if (step === 'labour') return !isBlank && flaw !== 'unknown' && flaw !== 'half';
    if (step === 'done') return this.mayEnd(deed, hasNote, isAlarmActive);
    if (step === 'verify') return this.isQuiet(tick, isAlarmActive);
    if (step === 'call-back') return !isBlank && flaw !== 'half' && (deed.isSolved || (hasNote && flaw !== 'no-words'));
    if (step !== 'close') return true;
    const isExcused = !this.awaitsCallBack || hasNote || deed.actor.role === 'system';
    return isExcused && this.isQuiet(tick, isAlarmActive);
  }

  private mayEnd({ flaw }: Deed, hasNote: boolean, isAlarmActive: boolean): boolean {
    if (this.start.hasChecklist) {
      if (!this.answers.has('a')) return false;
      for (const { isBad, isComplete } of this.answers.values()) if (isBad && !isComplete) return false;
    }
    const isAllGood = this.start.hasChecklist && [...this.answers.values()].every(({ isBad }) => !isBad);
    const hasWords = flaw !== 'blank' && flaw !== 'no-words';
    const hasCodes = flaw !== 'blank' && flaw !== 'half';
    if (!hasWords && !isAllGood) return false;
    if (this.start.kind === 'corrective' && !hasCodes) return false;
    return flaw !== 'unknown' && (!isAlarmActive || hasNote);
  }

  /** The alarm has stayed away long enough; where nobody saw it go, since the end of the work. */
  private isQuiet(tick: number, isAlarmActive: boolean): boolean {
    if (this.alarm === null || this.state !== 'done') return true;
    if (isAlarmActive) return false;
    return tick - (this.clearedAt ?? this.doneAt ?? tick) >= VERIFY_TICKS[this.priority];
  }

  /** False when it is not allowed; then nothing has changed. `hasLater`: another order for the same fault came after it. */
  take(deed: Deed, tick: number, around: { readonly isAlarmActive: boolean; readonly hasLater: boolean }): boolean {
    const { step, actor } = deed;
    if (!this.offers(step, tick) || !isTheirs(this, step, actor)) return false;
    if (step === 'reopen' && this.state === 'closed' && around.hasLater) return false;
    if (!this.hasEnough(deed, tick, around.isAlarmActive)) return false;
    const target = targetOf(step, this.state) ?? 'same';
    if (step === 'reopen' || (step === 'call-back' && !deed.isSolved)) this.again(tick);
    else {
      if (target !== 'same') this.state = target;
      this.effect(deed, tick);
    }
    this.line(tick);
    return true;
  }

  private effect(deed: Deed, tick: number): void {
    const { step, actor } = deed;
    if (step === 'assign') this.assignee = deed.assignee;
    if (step === 'decline') {
      this.assignee = null;
      this.declines += 1;
    }
    if (step === 'accept' || step === 'start') {
      this.assignee ??= actor.name;
      this.acceptedAt ??= tick;
      this.clocks.stop('accept', tick);
    }
    if (step === 'arrive' || step === 'start') {
      this.arrivedAt ??= tick;
      this.clocks.stop('arrive', tick);
    }
    if (step === 'start') {
      this.startedAt ??= tick;
      this.begin(tick);
    }
    if (step === 'hold') this.holdReason = deed.holdReason;
    if (step === 'resume') this.holdReason = null;
    if (step === 'done') this.end(deed, tick);
    if (step === 'call-back') this.isCalledBack = true;
    if (step === 'verify' || step === 'close') {
      this.verifiedAt ??= tick;
      this.verifiedBy ??= actor.name;
    }
    if (step === 'close') this.closedAt = tick;
    if (step === 'cancel' || step === 'reject') this.giveUp(tick, step === 'cancel' ? 'why' : 'duplicate');
    if (step === 'labour') this.ownLabourUntil = Math.max(this.ownLabourUntil, tick);
    if (step === 'fill') this.fill(deed);
    if (step === 'change') this.change(deed, tick);
  }

  private begin(tick: number): void {
    this.beganAt = tick;
    this.workedTicks = 0;
  }

  private end({ actor, foundNothing, flaw }: Deed, tick: number): void {
    this.doneAt = tick;
    this.doneBy = actor.name;
    this.foundNothing = foundNothing && flaw !== 'half' && flaw !== 'blank';
    if (this.ownLabourUntil <= this.beganAt) this.derivedTicks += this.workedTicks;
    this.clocks.stop('resolve', tick);
    const isUrgent = this.priority === 'P1' || this.priority === 'P2';
    const { kind, id } = this.start;
    const isAsked = kind === 'request' || (kind === 'corrective' && (isUrgent || id % 10 === 0));
    this.callBackAt = isAsked ? afterSiteTicks(tick, WORKING_DAY) : null;
    this.isCalledBack = false;
  }

  private giveUp(tick: number, reason: string): void {
    this.closedAt = tick;
    this.holdReason = null;
    this.endReason = reason;
    this.clocks.end(tick);
  }

  private fill({ isBad, flaw }: Deed): void {
    this.answers.set('a', { isBad, isComplete: flaw !== 'no-note' });
    if (flaw === 'no-words') this.answers.set('b', { isBad, isComplete: false });
  }

  private change({ priority, appointment, deadline }: Deed, tick: number): void {
    this.priority = priority;
    if (appointment !== undefined) this.appointment = appointment === null ? null : tick + appointment;
    if (deadline !== undefined) this.deadline = deadline === null ? null : tick + deadline;
  }

  private again(tick: number): void {
    const wasClosed = this.state === 'closed';
    this.reopens += 1;
    this.isFirstTimeFix = false;
    this.doneAt = null;
    this.doneBy = null;
    this.verifiedAt = null;
    this.verifiedBy = null;
    this.closedAt = null;
    this.callBackAt = null;
    this.isCalledBack = false;
    this.foundNothing = false;
    this.clocks.goOn();
    this.state = wasClosed ? 'open' : 'in-progress';
    this.begin(tick);
    if (!wasClosed) return;
    this.assignee = null;
    this.acceptedAt = null;
    this.arrivedAt = null;
    this.startedAt = null;
  }

  // ---- what the alarm does

  /** The fault is there: into this order, into another one (`new`), or into none. */
  takesEpisode(
    episode: { readonly alarm: string; readonly priority: Priority; readonly isAfresh: boolean },
    tick: number,
  ): 'here' | 'new' | 'none' {
    const { alarm, priority, isAfresh } = episode;
    const isSame = alarm === this.alarm;
    if (this.state === 'cancelled' || this.state === 'rejected') return isSame && !isAfresh ? 'none' : 'new';
    const isLate = tick - (this.closedAt ?? tick) > REOPEN_TICKS || this.reopens >= 3 || this.foundNothing;
    if (this.state === 'closed' && isLate && !isSame) return 'new';
    if (['done', 'verified', 'closed'].includes(this.state)) this.again(tick);
    this.clearedAt = null;
    this.occurrences += 1;
    this.alarm = alarm;
    if (priority < this.priority) this.priority = priority;
    this.remember(this.recurrences, alarm, tick);
    this.line(tick);
    return 'here';
  }

  /** Episodes of thirty days, this one among them; three are a fault to be looked into. */
  remember(before: readonly Recurrence[], alarm: string, tick: number): void {
    const recent = before.filter((one) => tick - one.tick < REPEAT_TICKS);
    const isKnown = recent.some((one) => one.alarm === alarm);
    this.recurrences = isKnown ? recent : [...recent, { alarm, tick }].slice(-20);
    if (this.recurrences.length >= 3) this.isRepeatFailure = true;
  }

  worsens(priority: Priority, tick: number): void {
    if (this.isSettled || priority >= this.priority) return;
    this.priority = priority;
    this.line(tick);
  }

  returned(tick: number): void {
    if (this.isSettled || this.clearedAt !== null) return;
    this.clearedAt = tick;
    this.line(tick);
  }

  /** Another alarm stands for it. */
  goesBeneath(tick: number): void {
    if (this.state !== 'open' && this.state !== 'assigned') return;
    this.state = 'cancelled';
    this.giveUp(tick, 'superseded');
    this.line(tick);
  }

  // ---- what happens by itself

  /** Somebody looks as every minute somebody does; answers what has to be told. */
  look(
    tick: number,
    site: {
      readonly warnAt: readonly number[];
      readonly selfClearedTicks: number | null;
      readonly isAlarmActive: boolean;
    },
  ) {
    if (this.isSettled) return [];
    if (this.ripens(tick, site)) return [];
    const news = this.clocks.news(tick, this, site.warnAt);
    for (const _ of news) this.line(tick);
    return news;
  }

  private ripens(
    tick: number,
    site: { readonly selfClearedTicks: number | null; readonly isAlarmActive: boolean },
  ): boolean {
    if (site.isAlarmActive) return false;
    const isHeard = !this.awaitsCallBack || tick - (this.verifiedAt ?? tick) >= SILENT_TICKS;
    if (this.state === 'verified' && isHeard) {
      this.state = 'closed';
      this.closedAt = tick;
    } else if (this.clearsItself(site.selfClearedTicks)) {
      this.state = 'cancelled';
      this.giveUp(tick, 'self_cleared');
    } else return false;
    this.line(tick);
    return true;
  }

  private clearsItself(within: number | null): boolean {
    const isUntaken = this.state === 'open' || this.state === 'assigned';
    if (within === null || !isUntaken || this.alarm === null || this.clearedAt === null || this.start.isStatutory)
      return false;
    return (this.priority === 'P3' || this.priority === 'P4') && this.clearedAt - this.start.tick < within;
  }
}
