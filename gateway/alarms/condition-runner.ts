import type { Alarm } from '../domain/alarm.ts';
import type { AlarmInput, StepResult } from '../domain/alarm-input.ts';
import { nextDeadline, stepAlarm } from '../domain/alarm-step/step.ts';
import type { ConditionState, Moment } from '../domain/condition-state.ts';
import type { Clock } from '../ports/clock.ts';
import type { AlarmLedger } from './alarm-ledger.ts';
import { alarmId, isShownChange } from './alarm-record.ts';
import type { Slot } from './condition-table.ts';
import type { DeadlineLane, DeadlineQueue } from './deadline-queue.ts';

/** Whoever follows from the steps of a condition; may take further steps, of this condition and of others. */
export type StepFollower = (slot: Slot, before: ConditionState, result: StepResult) => void;

export interface ConditionRunnerOptions {
  readonly slots: readonly Slot[];
  readonly ledger: Pick<AlarmLedger, 'record' | 'recordAndWait'>;
  readonly deadlines: DeadlineQueue;
  readonly clock: Clock;
  /** People are told of an alarm (again); before the step is recorded. */
  readonly onAnnunciation: (alarmId: string) => void;
}

/** Takes steps: changes the state, hands what happened to the ledger, keeps the deadline, and tells its followers in their order. */
export class ConditionRunner {
  private readonly options: ConditionRunnerOptions;
  private readonly followers: StepFollower[] = [];
  private readonly lane: DeadlineLane;

  constructor(options: ConditionRunnerOptions) {
    const { deadlines, slots } = options;
    this.options = options;
    this.lane = deadlines.lane(slots.length, (index) => this.onDeadline(slots[index]!));
  }

  follow(follower: StepFollower): void {
    this.followers.push(follower);
  }

  apply(slot: Slot, input: AlarmInput): StepResult {
    const before = slot.state;
    const result = this.step(slot, input);
    if (isSomething(before, result)) this.record(slot, before, result);
    this.finish(slot, before, result);
    return result;
  }

  /** As `apply`; `stored` settles with the transaction, null where there is nothing to store. */
  act(slot: Slot, input: AlarmInput): { readonly result: StepResult; readonly stored: Promise<Alarm | null> | null } {
    const before = slot.state;
    const result = this.step(slot, input);
    const isStored = result.refusal === null && (result.state !== before || result.events.length > 0);
    const stored = isStored ? this.options.ledger.recordAndWait(slot, before, result) : null;
    this.finish(slot, before, result);
    return { result, stored };
  }

  /** After the state was set by something else than a step. */
  arm(slot: Slot): void {
    this.lane.set(slot.index, nextDeadline(slot.state));
  }

  now(): Moment {
    const { clock } = this.options;
    return { wallMs: clock.nowMs(), monoMs: clock.monotonicMs() };
  }

  private step(slot: Slot, input: AlarmInput): StepResult {
    const result = stepAlarm(slot.rule, slot.state, input, this.now());
    slot.state = result.state;
    for (const { annunciation } of result.events) if (annunciation !== null) this.announce(slot);
    return result;
  }

  private announce({ condition, state }: Slot): void {
    if (state.episode) this.options.onAnnunciation(alarmId(condition.id, state.episode.number));
  }

  private record(slot: Slot, before: ConditionState, result: StepResult): void {
    if (isRecorded(before, result)) this.options.ledger.record(slot, before, result);
    else slot.isUnsaved = true;
  }

  private finish(slot: Slot, before: ConditionState, result: StepResult): void {
    if (result.state === before) return;
    this.arm(slot);
    for (const follower of this.followers) follower(slot, before, result);
  }

  /** One that has done nothing is looked for again. */
  private onDeadline(slot: Slot): void {
    const before = slot.state;
    this.apply(slot, { kind: 'tick' });
    if (slot.state === before) this.arm(slot);
  }
}

const isSomething = (before: ConditionState, { state, events }: StepResult): boolean =>
  state !== before || events.length > 0;

const isRecorded = (before: ConditionState, { state, events, order }: StepResult): boolean =>
  events.length > 0 || order !== null || isShownChange(before, state);
