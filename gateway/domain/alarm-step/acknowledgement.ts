import type { AlarmInput, StepResult } from '../alarm-input.ts';
import { isOpen } from '../condition-state.ts';
import { ranksAtLeast } from '../role.ts';
import { scheduleReAlarm } from './annunciation.ts';
import { closeIfOver } from './episode.ts';
import { type Cause, changeDeadlines, changeEpisode, emitAct, latestMoment, notBefore, refuse } from './progress.ts';

type Acknowledge = Extract<AlarmInput, { kind: 'acknowledge' }>;
type Reset = Extract<AlarmInput, { kind: 'reset' }>;

const isBlank = (text: string | null): boolean => text === null || text.trim() === '';

/** T6, T6a, T6b, T6c; T9 when it has returned. A pending re-activation is no alarm yet and does not keep it open. */
export function acknowledge(cause: Cause, step: StepResult, { occurrence, note }: Acknowledge): StepResult {
  const { state } = step;
  const { episode } = state;
  if (episode === null) return refuse(state, 'ALARM_NOT_FOUND');
  if (!isOpen(episode)) return refuse(state, 'ALARM_EPISODE_CLOSED');
  if (occurrence !== null && occurrence !== episode.occurrence)
    return refuse(state, 'ALARM_STALE_OCCURRENCE', `it is now at occurrence ${episode.occurrence}`);
  if (episode.acknowledgement.state !== 'unacknowledged') return emitAct(cause, step, 'ack-duplicate');
  if (cause.rule.acknowledgement === 'note-required' && isBlank(note)) return refuse(state, 'ALARM_NOTE_REQUIRED');
  const at = notBefore(cause.now, latestMoment(episode));
  const acknowledged = changeEpisode(step, { acknowledgement: { state: 'acknowledged', at, by: cause.actor } });
  const settled = episode.isSilent ? acknowledged : changeDeadlines(acknowledged, { announce: null });
  return closeIfOver(cause, scheduleReAlarm(cause, emitAct(cause, settled, 'acknowledged')));
}

/** The second look that some latched alarms need before they are reset. Saying it again changes nothing. */
export function confirm(cause: Cause, step: StepResult): StepResult {
  const { state } = step;
  const { episode } = state;
  if (episode === null) return refuse(state, 'ALARM_NOT_FOUND');
  if (!isOpen(episode)) return refuse(state, 'ALARM_EPISODE_CLOSED');
  const { acknowledgement } = episode;
  if (acknowledgement.state === 'unacknowledged') return refuse(state, 'ALARM_CONFIRM_REFUSED', 'not_acked');
  if (acknowledgement.state === 'confirmed') return step;
  return emitAct(
    cause,
    changeEpisode(step, { acknowledgement: { ...acknowledgement, state: 'confirmed' } }),
    'confirmed',
  );
}

/** T7. */
export function reset(cause: Cause, step: StepResult, { actor }: Reset): StepResult {
  const { state } = step;
  if (state.episode === null) return refuse(state, 'ALARM_NOT_FOUND');
  if (!isOpen(state.episode)) return refuse(state, 'ALARM_EPISODE_CLOSED');
  if (!ranksAtLeast(actor.role, 'engineer')) return refuse(state, 'AUTH_FORBIDDEN');
  const obstacle = findObstacle(cause, step);
  if (obstacle !== null) return refuse(state, 'ALARM_RESET_REFUSED', obstacle);
  return closeIfOver(cause, emitAct(cause, changeEpisode(step, { isLatched: false }), 'reset'));
}

/** What nobody was told of nobody need acknowledge. */
function findObstacle({ rule }: Cause, { state }: StepResult): string | null {
  const { episode, evaluation } = state;
  if (!episode?.isLatched) return 'not_latched';
  if (evaluation.phase !== 'normal') return 'still_active';
  if (episode.isSilent) return null;
  if (episode.acknowledgement.state === 'unacknowledged') return 'not_acked';
  return rule.confirmRequired && episode.acknowledgement.state !== 'confirmed' ? 'not_confirmed' : null;
}

/** A remark for the journal, also on an alarm that is closed. */
export function comment(cause: Cause, step: StepResult): StepResult {
  if (isBlank(cause.note)) return refuse(step.state, 'ALARM_NOTE_REQUIRED');
  return emitAct(cause, step, 'commented');
}
