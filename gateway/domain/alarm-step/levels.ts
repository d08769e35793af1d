import type { StepResult } from '../alarm-input.ts';
import { isOpen, isQuieted, type OpenEpisode } from '../condition-state.ts';
import { announce, freshAcknowledgement, scheduleReAlarm } from './annunciation.ts';
import { growChange } from './evidence.ts';
import { orderAtRaise } from './order-demand.ts';
import { type Cause, change, changeDeadlines, changeEpisode, emit, latestMoment } from './progress.ts';
import { holdAt, isExclusive, isMilder, offDelayAt, onDelayAt, priorityAt } from './rule.ts';

/** Which level of an active exclusive limit applies: a worse one after its on-delay (T11), a milder one after the off-delay of the one that is left (T12). */
export function followLevel(cause: Cause, step: StepResult, level: number): StepResult {
  const { rule, now } = cause;
  const { episode } = step.state;
  if (!isExclusive(rule) || !isOpen(episode)) return step;
  if (level === episode.level) return step.state.level === null ? step : change(step, { level: null });
  const run = growChange(rule, step.state.level, level, now);
  const isLowering = isMilder(rule, level, episode.level);
  const delayMs = isLowering ? offDelayAt(rule, episode.level) : onDelayAt(rule, level);
  if (run.evidenceMs < delayMs) return change(step, { level: run });
  const reached = change(step, { level: null });
  return isLowering ? lower(cause, reached, level) : raise(cause, reached, episode, level);
}

/** T11: people are told, whoever acknowledged the milder one. */
function raise(cause: Cause, step: StepResult, before: OpenEpisode, level: number): StepResult {
  const { rule, now, value, limit } = cause;
  const tells = !before.isSilent && !isQuieted(step.state);
  const raised = changeEpisode(step, {
    ...{ occurrence: before.occurrence + 1, level, priority: priorityAt(rule, level), value, limit },
    acknowledgement: freshAcknowledgement(cause, latestMoment(before)),
    toldMono: tells ? now.monoMs : before.toldMono,
  });
  const emitted = emit(cause, raised, 'level-raised', { annunciation: tells ? 'level' : null, tells });
  if (tells)
    return scheduleReAlarm(cause, orderAtRaise(cause, changeDeadlines(emitted, { announce: null, reAlarm: null })));
  return holdAt(rule, level) === 0 && before.isSilent ? announce(cause, emitted, 'new') : emitted;
}

/** T12: milder; what was acknowledged stays so, and nobody is told. */
function lower(cause: Cause, step: StepResult, level: number): StepResult {
  const { episode } = step.state;
  const limit = cause.limit ?? episode?.limit ?? null;
  const lowered = changeEpisode(step, { level, priority: priorityAt(cause.rule, level), limit });
  return emit(cause, lowered, 'level-lowered');
}
