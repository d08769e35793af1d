import type { Annunciation, StepResult } from '../alarm-input.ts';
import { type Acknowledgement, type ConditionState, isActive, isOpen, isQuieted } from '../condition-state.ts';
import { orderAtAnnunciation } from './order-demand.ts';
import { type Cause, changeDeadlines, changeEpisode, emit, latestMoment, notBefore } from './progress.ts';

/** Nobody has acknowledged it; where nobody need, that is done. `since` is the moment it is about. */
export const freshAcknowledgement = ({ rule, now }: Cause, since: number): Acknowledgement =>
  rule.acknowledgement === 'auto'
    ? { state: 'acknowledged', at: notBefore(now, since), by: 'system' }
    : { state: 'unacknowledged' };

/** Nothing but its silence keeps it from people. A latched one that has returned must be seen as well. */
const isForPeople = (state: ConditionState): boolean =>
  isOpen(state.episode) &&
  !isQuieted(state) &&
  (isActive(state) || (state.episode.isLatched && state.episode.isSilent));

/** T2b, T14, T16, T17: people are told, unless something still keeps it from them or it is over. */
export function announce(cause: Cause, step: StepResult, why: Annunciation): StepResult {
  const { episode } = step.state;
  if (!episode || !isForPeople(step.state)) return changeDeadlines(step, { announce: null });
  const isFirst = episode.annunciatedAt === null;
  const told = changeEpisode(changeDeadlines(step, { announce: null, reAlarm: null }), {
    occurrence: episode.occurrence + (isFirst ? 0 : 1),
    acknowledgement: freshAcknowledgement(cause, latestMoment(episode)),
    isSilent: false,
    annunciatedAt: episode.annunciatedAt ?? notBefore(cause.now, episode.activeAt),
    toldMono: cause.now.monoMs,
    parent: null,
  });
  const { value, limit } = episode;
  const emitted = emit(cause, told, 'annunciated', { annunciation: why, tells: true, value, limit });
  return scheduleReAlarm(cause, orderAtAnnunciation(cause, emitted, isFirst));
}

/** T8, the rest of it: it came again soon after people were told, and has stayed. */
export function tellAgain(cause: Cause, step: StepResult): StepResult {
  const { episode } = step.state;
  const cleared = changeDeadlines(step, { announce: null });
  if (!isOpen(episode) || isQuieted(step.state)) return cleared;
  const { value, limit } = episode;
  const told = changeEpisode(cleared, { toldMono: cause.now.monoMs });
  return emit(cause, told, 'annunciated', { annunciation: 'recurrence', tells: true, value, limit });
}

/** Acknowledged and still active: it comes again after a while, as often as the rule says. */
export function scheduleReAlarm({ rule, now }: Cause, step: StepResult): StepResult {
  const { episode } = step.state;
  if (!rule.reAlarm || !episode || episode.isSilent || episode.reAlarms >= rule.reAlarm.times) return step;
  if (episode.acknowledgement.state === 'unacknowledged' || !isActive(step.state) || isQuieted(step.state)) return step;
  return changeDeadlines(step, { reAlarm: now.monoMs + rule.reAlarm.afterMs });
}

/** T10. */
export function reAlarm(cause: Cause, step: StepResult): StepResult {
  const { episode } = step.state;
  const cleared = changeDeadlines(step, { reAlarm: null });
  if (!isOpen(episode)) return cleared;
  const again = changeEpisode(cleared, {
    occurrence: episode.occurrence + 1,
    acknowledgement: freshAcknowledgement(cause, latestMoment(episode)),
    reAlarms: episode.reAlarms + 1,
    toldMono: cause.now.monoMs,
  });
  const { value, limit } = episode;
  return scheduleReAlarm(cause, emit(cause, again, 'realarmed', { annunciation: 'timer', tells: true, value, limit }));
}

/** Shelved, suppressed, out of service: nothing waits to be told. */
export const quieten = (step: StepResult): StepResult =>
  changeDeadlines(step, { announce: null, reAlarm: null, order: null });
