import type { AlarmEventType } from './alarm.ts';
import {
  type Acknowledgement,
  breakChain,
  type ConditionState,
  type Episode,
  type Evaluation,
  isActive,
  isOpen,
  type Moment,
  type Zone,
} from './condition-state.ts';
import type { ErrorCode } from './errors.ts';

export interface AlarmRule {
  readonly onDelayMs: number;
  readonly offDelayMs: number;
  /** The most one gap between two samples may prove (three scan periods). */
  readonly maxGapMs: number;
}

export type AlarmInput =
  | {
      readonly kind: 'sample';
      readonly zone: Zone;
      readonly value: number | null;
      readonly limit: number | null;
      readonly sourceTime: number;
    }
  | {
      readonly kind: 'acknowledge';
      readonly actor: string;
      readonly occurrence: number | null;
      readonly note: string | null;
    }
  | { readonly kind: 'remove'; readonly note: string };

/** One row for the journal. */
export interface StepEvent {
  readonly type: AlarmEventType;
  readonly occurrence: number;
  readonly at: number;
  readonly value: number | null;
  readonly actor: string;
  readonly note: string | null;
  /** People are to be told. */
  readonly announce: boolean;
}

export interface StepResult {
  /** The very same object when nothing has changed. */
  readonly state: ConditionState;
  readonly events: readonly StepEvent[];
  readonly refusal: ErrorCode | null;
}

/** A re-activation within this time after people were told does not tell them again (T8). */
export const RENOTIFY_MS = 300_000;

type SampleInput = Extract<AlarmInput, { kind: 'sample' }>;
type AcknowledgeInput = Extract<AlarmInput, { kind: 'acknowledge' }>;

/** Whether a sample of this zone leaves the state as it is: the usual case, decided without allocating. */
export function isQuiet(state: ConditionState, zone: Zone): boolean {
  if (zone === 'unknown') return state.quality.state === 'bad';
  if (state.quality.state === 'bad') return false;
  if (state.evaluation.phase === 'normal') return zone !== 'alarm';
  return state.evaluation.phase === 'active' && zone !== 'normal';
}

/** The alarm state machine. Transition names follow the table of the alarm philosophy (T1 … T22). */
export function stepAlarm(rule: AlarmRule, state: ConditionState, input: AlarmInput, now: Moment): StepResult {
  switch (input.kind) {
    case 'sample':
      return input.zone === 'unknown' ? freeze(state, now) : stepGood(rule, thaw(rule, state, now), input, now);
    case 'acknowledge':
      return acknowledge(state, input, now);
    case 'remove':
      return remove(state, input.note, now);
  }
}

const unchanged = (state: ConditionState): StepResult => ({ state, events: [], refusal: null });
const changed = (state: ConditionState, events: readonly StepEvent[] = []): StepResult => ({
  state,
  events,
  refusal: null,
});

/** T20: evidence stops growing, nothing starts and nothing ends. */
function freeze(state: ConditionState, now: Moment): StepResult {
  if (state.quality.state === 'bad') return unchanged(state);
  const evaluation = breakChain(state.evaluation, false);
  return changed({ ...state, evaluation, quality: { state: 'bad', since: now.wallMs, sinceMono: now.monoMs } });
}

/** T21, and the end of T20: a pending activation that was blind for longer than its delay is dropped. */
function thaw(rule: AlarmRule, state: ConditionState, now: Moment): ConditionState {
  if (state.quality.state === 'good') return state;
  const isDropped = state.evaluation.phase === 'pending-on' && now.monoMs - state.quality.sinceMono > rule.onDelayMs;
  const evaluation: Evaluation = isDropped ? { phase: 'normal' } : state.evaluation;
  return { ...state, evaluation, quality: { state: 'good' } };
}

function stepGood(rule: AlarmRule, state: ConditionState, input: SampleInput, now: Moment): StepResult {
  const { evaluation } = state;
  switch (evaluation.phase) {
    case 'normal':
      return input.zone === 'alarm' ? onset(rule, state, input, now) : changed(state);
    case 'pending-on': {
      if (input.zone !== 'alarm')
        return changed({ ...state, evaluation: { phase: 'normal' }, nearMisses: state.nearMisses + 1 }); // T1a
      const evidenceMs = evaluation.evidenceMs + provenGap(rule, evaluation.lastMono, now);
      if (evidenceMs >= rule.onDelayMs) return activate(state, input, evaluation.onsetAt, now); // T2
      return changed({ ...state, evaluation: { ...evaluation, evidenceMs, lastMono: now.monoMs } });
    }
    case 'active':
      return input.zone === 'normal' ? offset(rule, state, input, now) : changed(state);
    case 'pending-off': {
      if (input.zone !== 'normal')
        return changed({ ...state, evaluation: { phase: 'active' }, bounces: state.bounces + 1 }); // T4
      const evidenceMs = evaluation.evidenceMs + provenGap(rule, evaluation.lastMono, now);
      if (evidenceMs >= rule.offDelayMs) return returned(state, input, now); // T5
      return changed({ ...state, evaluation: { ...evaluation, evidenceMs, lastMono: now.monoMs } });
    }
  }
}

/** Evidence time: the gap since the sample before, as far as one gap may count; nothing after a break. */
const provenGap = (rule: AlarmRule, lastMono: number | null, now: Moment): number =>
  lastMono === null ? 0 : Math.min(rule.maxGapMs, Math.max(0, now.monoMs - lastMono));

/** T1, or T2 at once without an on-delay. Equipment whose clock is ahead cannot make an alarm begin in the future. */
function onset(rule: AlarmRule, state: ConditionState, input: SampleInput, now: Moment): StepResult {
  const onsetAt = Math.min(input.sourceTime, now.wallMs);
  if (rule.onDelayMs === 0) return activate(state, input, onsetAt, now);
  return changed({ ...state, evaluation: { phase: 'pending-on', onsetAt, evidenceMs: 0, lastMono: now.monoMs } });
}

/** T3, or T5 at once without an off-delay. */
function offset(rule: AlarmRule, state: ConditionState, input: SampleInput, now: Moment): StepResult {
  if (rule.offDelayMs === 0) return returned(state, input, now);
  return changed({ ...state, evaluation: { phase: 'pending-off', evidenceMs: 0, lastMono: now.monoMs } });
}

/** T2 opens an episode; T8 adds an occurrence to one that nobody has acknowledged yet. */
function activate(state: ConditionState, input: SampleInput, onsetAt: number, now: Moment): StepResult {
  const before = isOpen(state.episode) ? state.episode : null;
  const announce = before === null || now.wallMs - before.announcedAt >= RENOTIFY_MS || now.wallMs < before.announcedAt;
  const episode: Episode = {
    number: before ? before.number : (state.episode?.number ?? 0) + 1,
    occurrence: before ? before.occurrence + 1 : 1,
    onsetAt,
    activeAt: now.wallMs,
    value: input.value,
    limit: input.limit,
    returnedAt: null,
    acknowledgement: { state: 'unacknowledged' },
    announcedAt: announce ? now.wallMs : before.announcedAt,
    closedAt: null,
  };
  const event = machineEvent(before ? 'realarmed' : 'activated', episode, input.value, now);
  return changed({ ...state, evaluation: { phase: 'active' }, episode }, [{ ...event, announce }]);
}

/** T5, and T9 when it had been acknowledged. */
function returned(state: ConditionState, input: SampleInput, now: Moment): StepResult {
  const normal: ConditionState = { ...state, evaluation: { phase: 'normal' } };
  if (!isOpen(state.episode)) return changed(normal);
  const episode: Episode = { ...state.episode, returnedAt: now.wallMs };
  const events = [{ ...machineEvent('returned', episode, input.value, now), announce: true }];
  const after = { ...normal, episode };
  return episode.acknowledgement.state === 'acknowledged' ? close(after, events, now) : changed(after, events);
}

/** T6, T6a, T6b, T6c; T9 when the alarm has returned. A pending re-activation is not an alarm yet and does not keep it open. */
function acknowledge(state: ConditionState, input: AcknowledgeInput, now: Moment): StepResult {
  const { episode } = state;
  if (episode === null) return { ...unchanged(state), refusal: 'ALARM_NOT_FOUND' };
  if (!isOpen(episode)) return { ...unchanged(state), refusal: 'ALARM_EPISODE_CLOSED' };
  if (input.occurrence !== null && input.occurrence !== episode.occurrence)
    return { ...unchanged(state), refusal: 'ALARM_STALE_OCCURRENCE' };
  const event = { ...machineEvent('acknowledged', episode, null, now), actor: input.actor, note: input.note };
  if (episode.acknowledgement.state === 'acknowledged') return changed(state, [{ ...event, type: 'ack-duplicate' }]);
  const acknowledgement: Acknowledgement = { state: 'acknowledged', at: now.wallMs, by: input.actor };
  const after = { ...state, episode: { ...episode, acknowledgement } };
  return isActive(state) ? changed(after, [event]) : close(after, [event], now);
}

/** The condition is no longer configured: what is open ends. */
function remove(state: ConditionState, note: string, now: Moment): StepResult {
  if (!isOpen(state.episode)) return unchanged(state);
  const result = close({ ...state, evaluation: { phase: 'normal' } }, [], now);
  return { ...result, events: result.events.map((event) => ({ ...event, note })) };
}

/** T9. */
function close(state: ConditionState, events: readonly StepEvent[], now: Moment): StepResult {
  if (!isOpen(state.episode)) return changed(state, events);
  const episode = { ...state.episode, closedAt: now.wallMs };
  return changed({ ...state, episode }, [...events, machineEvent('closed', episode, null, now)]);
}

const machineEvent = (type: AlarmEventType, episode: Episode, value: number | null, now: Moment): StepEvent => ({
  type,
  occurrence: episode.occurrence,
  at: now.wallMs,
  value,
  actor: 'system',
  note: null,
  announce: false,
});
