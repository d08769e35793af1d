import type { StepResult } from '../alarm-input.ts';
import type { ConditionState } from '../condition-state.ts';
import { type Cause, change, changeDeadlines, emit } from './progress.ts';
import { mildestOf, offDelayAt } from './rule.ts';

/** So many activations within the window and it chatters: its off-delay is long until it has been calm for a while. */
export function countActivation(cause: Cause, step: StepResult): StepResult {
  const { chatter } = cause.rule;
  const { monoMs } = cause.now;
  if (chatter.count < 2) return step;
  const activations = [...step.state.activations, monoMs].slice(-chatter.count);
  const counted = unsettle(cause, change(step, { activations }));
  const first = activations[0] ?? monoMs;
  const isMany = activations.length === chatter.count && monoMs - first <= chatter.windowMs;
  if (!isMany || counted.state.isChattering) return counted;
  return emit(cause, unsettle(cause, change(counted, { isChattering: true })), 'chatter-started');
}

/** A bounce or another activation: it is not calm yet. */
export const unsettle = ({ rule, now }: Cause, step: StepResult): StepResult =>
  step.state.isChattering ? changeDeadlines(step, { calm: now.monoMs + rule.chatter.releaseMs }) : step;

export const endChatter = (cause: Cause, step: StepResult): StepResult =>
  emit(cause, changeDeadlines(change(step, { isChattering: false }), { calm: null }), 'chatter-ended');

/** How long it must be normal before it has returned: by its level, by the mildest of that side, and by its chattering. */
export function returnDelay({ rule }: Cause, { episode, isChattering }: ConditionState): number {
  const level = episode?.level ?? 0;
  const delayMs = Math.max(offDelayAt(rule, level), offDelayAt(rule, mildestOf(rule, level)));
  return isChattering ? Math.max(delayMs, rule.chatter.holdOffMs) : delayMs;
}
