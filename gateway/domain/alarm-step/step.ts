import type { AlarmInput, StepResult } from '../alarm-input.ts';
import { type ConditionState, isActive, isOpen, type Moment, type Zone } from '../condition-state.ts';
import { acknowledge, comment, confirm, reset } from './acknowledgement.ts';
import { configure, remove } from './configuration.ts';
import { nextDeadline, runDeadlines } from './deadlines.ts';
import { judgeSample } from './evaluation.ts';
import { type Cause, changeEpisode, unchanged } from './progress.ts';
import type { AlarmRule } from './rule.ts';
import { disable, returnToService, takeOutOfService } from './service.ts';
import { shelve, unshelve } from './shelving.ts';
import { release, suppress } from './suppression.ts';

export { nextDeadline };

/** Whether a sample leaves the state as it is: the usual case, decided without allocating. `level` is as judged. */
export function isQuiet(rule: AlarmRule, state: ConditionState, zone: Zone, level: number): boolean {
  if (state.service.state === 'disabled') return true;
  const { phase } = state.evaluation;
  if (zone === 'unknown') return state.quality.state === 'bad' && phase !== 'pending-on';
  if (state.quality.state === 'bad') return false;
  if (phase === 'normal') return zone !== 'alarm';
  if (phase !== 'active' || zone === 'normal' || state.isReconfigured) return false;
  return rule.levels.length < 2 || (state.level === null && level === state.episode?.level);
}

/** Index of the level that is active, for the judge; null while the condition is not active. */
export const activeLevel = (state: ConditionState): number | null =>
  isActive(state) ? (state.episode?.level ?? 0) : null;

/** The alarm state machine: what an input does to a condition. Transition names (T1 … T22) follow the table of the alarm specification. */
export function stepAlarm(rule: AlarmRule, state: ConditionState, input: AlarmInput, now: Moment): StepResult {
  const cause = causeOf(rule, input, now);
  const step = unchanged(state);
  switch (input.kind) {
    case 'sample':
      return judgeSample(cause, step, input);
    case 'tick':
      return runDeadlines(cause, step);
    case 'acknowledge':
      return acknowledge(cause, step, input);
    case 'confirm':
      return confirm(cause, step);
    case 'reset':
      return reset(cause, step, input);
    case 'shelve':
      return shelve(cause, step, input);
    case 'unshelve':
      return unshelve(cause, step);
    case 'suppress':
      return suppress(cause, step, input);
    case 'release':
      return release(cause, step, input);
    case 'out-of-service':
      return takeOutOfService(cause, step, input);
    case 'disable':
      return disable(cause, step, input);
    case 'return-to-service':
      return returnToService(cause, step);
    case 'comment':
      return comment(cause, step);
    case 'configure':
      return configure(cause, step);
    case 'rank':
      return isOpen(state.episode) ? changeEpisode(step, { firstOut: input.firstOut }) : step;
    case 'remove':
      return remove(cause, step, input.note);
  }
}

function causeOf(rule: AlarmRule, input: AlarmInput, now: Moment): Cause {
  const person = 'actor' in input ? input.actor : null;
  const sample = input.kind === 'sample' ? input : null;
  return {
    ...{ rule, now, actor: person?.name ?? 'system', via: person?.via ?? 'system' },
    note: 'note' in input ? input.note : null,
    reason: 'reason' in input && typeof input.reason === 'string' ? input.reason : null,
    ...{ value: sample?.value ?? null, limit: sample?.limit ?? null },
    ...{ sourceTime: sample?.sourceTime ?? null, isTimeSuspect: sample?.isTimeSuspect ?? false },
  };
}
