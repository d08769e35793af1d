import type { StepResult } from '../alarm-input.ts';
import { breakChain, breakChange } from './evidence.ts';
import { type Cause, change, emit } from './progress.ts';
import { mildestOf, onDelayAt } from './rule.ts';

/** T20: evidence stops growing, nothing starts and nothing ends. */
export function freeze(cause: Cause, step: StepResult): StepResult {
  const { quality, evaluation, level } = step.state;
  if (quality.state === 'bad') return dropStale(cause, step);
  const { wallMs: since, monoMs: sinceMono } = cause.now;
  return change(step, {
    evaluation: breakChain(evaluation),
    level: breakChange(level),
    quality: { state: 'bad', since, sinceMono },
  });
}

/** T21. */
export function thaw(cause: Cause, step: StepResult): StepResult {
  if (step.state.quality.state === 'good') return step;
  return change(dropStale(cause, step), { quality: { state: 'good' } });
}

/** A pending activation that has been blind for longer than its delay is dropped. */
export function dropStale(cause: Cause, step: StepResult): StepResult {
  const { rule, now } = cause;
  const { quality, evaluation, level } = step.state;
  if (quality.state === 'good' || evaluation.phase !== 'pending-on') return step;
  const delayMs = onDelayAt(rule, mildestOf(rule, level?.to ?? 0));
  if (now.monoMs - quality.sinceMono <= delayMs) return step;
  const dropped = change(step, { evaluation: { phase: 'normal' }, level: null });
  return emit(cause, dropped, 'pending-dropped', { reason: 'stale' });
}
