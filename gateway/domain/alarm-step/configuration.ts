import type { StepResult } from '../alarm-input.ts';
import { type ConditionState, isOpen } from '../condition-state.ts';
import { close } from './episode.ts';
import { forgetEvidence } from './evidence.ts';
import { type Cause, change, changeEpisode, emit } from './progress.ts';
import { levelWithin, priorityAt } from './rule.ts';

/** T19: delays that run begin anew; the next sample is judged by the new rule, and says so when it ends the alarm. */
export function configure(cause: Cause, step: StepResult): StepResult {
  const { rule } = cause;
  const { state } = step;
  if (state.revision === rule.revision) return step;
  const taken = change(step, {
    ...{ revision: rule.revision, evaluation: forgetEvidence(state.evaluation), level: null },
    isReconfigured: state.evaluation.phase === 'active',
  });
  if (!isOpen(state.episode)) return taken;
  const level = levelWithin(rule, state.episode.level);
  return emit(cause, changeEpisode(taken, { level, priority: priorityAt(rule, level) }), 'config-changed');
}

/** The condition is no longer there: what is open ends, and nothing waits any more. */
export function remove(cause: Cause, step: StepResult, note: string): StepResult {
  if (!isOpen(step.state.episode)) return step;
  const gone: Partial<ConditionState> = { evaluation: { phase: 'normal' }, level: null, isReconfigured: false };
  return change(close(cause, step, { note }), gone);
}
