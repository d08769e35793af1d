import type { AlarmEventType, AlarmVia } from '../alarm.ts';
import type { StepEvent, StepResult } from '../alarm-input.ts';
import {
  type ConditionState,
  type Deadlines,
  type Episode,
  isOpen,
  type Moment,
  type SuppressionReason,
} from '../condition-state.ts';
import type { ErrorCode } from '../errors.ts';
import type { AlarmRule } from './rule.ts';

/** What one step is taken for: the rule, the moment, and what its events say of their origin. */
export interface Cause {
  readonly rule: AlarmRule;
  readonly now: Moment;
  readonly actor: string;
  readonly via: AlarmVia;
  readonly note: string | null;
  readonly reason: string | null;
  readonly value: number | null;
  readonly limit: number | null;
  readonly sourceTime: number | null;
  readonly isTimeSuspect: boolean;
}

export const unchanged = (state: ConditionState): StepResult => ({ state, events: [], order: null, refusal: null });

/** Nothing happens; the state stays the same object. */
export const refuse = (state: ConditionState, code: ErrorCode, detail?: string): StepResult => ({
  ...unchanged(state),
  refusal: { code, ...(detail === undefined ? {} : { detail }) },
});

export const change = (step: StepResult, changes: Partial<ConditionState>): StepResult => ({
  ...step,
  state: { ...step.state, ...changes },
});

export const changeDeadlines = (step: StepResult, changes: Partial<Deadlines>): StepResult =>
  change(step, { deadlines: { ...step.state.deadlines, ...changes } });

export const changeEpisode = (step: StepResult, changes: Partial<Episode>): StepResult =>
  step.state.episode ? change(step, { episode: { ...step.state.episode, ...changes } }) : step;

type Details = Partial<Pick<StepEvent, 'annunciation' | 'tells' | 'reason' | 'note' | 'value' | 'limit'>>;

/** The machine did it. */
export const emit = (cause: Cause, step: StepResult, type: AlarmEventType, details: Details = {}): StepResult =>
  add(step, { ...eventOf(cause, step.state, type), ...details });

/** A person did it. */
export const emitAct = (cause: Cause, step: StepResult, type: AlarmEventType, details: Details = {}): StepResult => {
  const { actor, via, note, reason } = cause;
  return add(step, { ...eventOf(cause, step.state, type), actor, via, note, reason, ...details });
};

const add = (step: StepResult, event: StepEvent): StepResult => ({ ...step, events: [...step.events, event] });

/** What concerns no open episode has the occurrence 0. */
function eventOf(
  { rule, now, value, limit, sourceTime, isTimeSuspect }: Cause,
  state: ConditionState,
  type: AlarmEventType,
): StepEvent {
  const episode = isOpen(state.episode) ? state.episode : null;
  return {
    type,
    occurrence: episode?.occurrence ?? 0,
    level: episode?.level ?? 0,
    priority: episode?.priority ?? rule.priority,
    at: now.wallMs,
    ...{ sourceTime, isTimeSuspect, value, limit },
    ...{ actor: 'system', via: 'system', note: null, reason: null, annunciation: null, tells: false },
  };
}

/** The wall time of something that came after something else: never before it, whatever was done to the clock. */
export const notBefore = ({ wallMs }: Moment, earlier: number): number => Math.max(wallMs, earlier);

/** What of an episode is the latest so far. */
export function latestMoment({ activeAt, annunciatedAt, returnedAt, acknowledgement }: Episode): number {
  const acknowledgedAt = acknowledgement.state === 'unacknowledged' ? activeAt : acknowledgement.at;
  return Math.max(activeAt, annunciatedAt ?? activeAt, returnedAt ?? activeAt, acknowledgedAt);
}

export const isDue = (deadline: number | null, now: Moment): boolean => deadline !== null && now.monoMs >= deadline;

/** As it is written into the journal. */
export const reasonText = ({ kind, key }: SuppressionReason): string => `${kind}:${key}`;
