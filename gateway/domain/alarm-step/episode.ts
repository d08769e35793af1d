import type { StepResult } from '../alarm-input.ts';
import { type Episode, isActive, isOpen, isQuieted, type OpenEpisode } from '../condition-state.ts';
import { announce, freshAcknowledgement, quieten } from './annunciation.ts';
import { countActivation } from './chatter.ts';
import { orderAtRecurrence } from './order-demand.ts';
import {
  type Cause,
  change,
  changeDeadlines,
  changeEpisode,
  emit,
  latestMoment,
  notBefore,
  reasonText,
} from './progress.ts';
import { holdAt, priorityAt } from './rule.ts';

/** A re-activation within this time after people were told does not tell them again (T8). */
export const RENOTIFY_MS = 300_000;

/** When those who were told of an alarm are told that it is over. */
const RETURN_TOLD_MS = 60_000;

/** T2 opens an episode; T8 adds an occurrence to one that is still open. */
export function activate(cause: Cause, step: StepResult, onsetAt: number, level: number): StepResult {
  const active = change(step, { evaluation: { phase: 'active' } });
  const { episode } = active.state;
  const onset = Math.min(onsetAt, cause.now.wallMs);
  const next = isOpen(episode)
    ? recur(cause, active, episode, onset, level)
    : open(cause, active, (episode?.number ?? 0) + 1, onset, level);
  return countActivation(cause, next);
}

/** T2: held, silent, until its cause had time to show; at once where there is no hold. */
function open(cause: Cause, step: StepResult, number: number, onsetAt: number, level: number): StepResult {
  const { rule, now, value, limit } = cause;
  const episode: Episode = {
    ...{ number, occurrence: 1, onsetAt, activeAt: now.wallMs, value, limit, level },
    ...{
      priority: priorityAt(rule, level),
      returnedAt: null,
      acknowledgement: freshAcknowledgement(cause, now.wallMs),
    },
    ...{ isSilent: true, annunciatedAt: null, toldMono: null, isLatched: rule.latching, reAlarms: 0 },
    ...{ parent: null, firstOut: null, closedAt: null },
  };
  const opened = emit(cause, change(step, { episode }), 'activated');
  const { suppression } = opened.state;
  if (suppression.length > 0)
    return emit(cause, opened, 'suppressed', { reason: suppression.map(reasonText).join(', ') });
  if (isQuieted(opened.state)) return opened;
  const holdMs = holdAt(rule, level);
  return holdMs > 0 ? changeDeadlines(opened, { announce: now.monoMs + holdMs }) : announce(cause, opened, 'new');
}

/** T8. Who was told a short while ago is not told again until that is a while ago, and then only where nobody is being told any more. */
function recur(cause: Cause, step: StepResult, before: OpenEpisode, onsetAt: number, level: number): StepResult {
  const { rule, now, value, limit } = cause;
  const isShown = !before.isSilent && !isQuieted(step.state);
  const tells = isShown && (before.toldMono === null || now.monoMs - before.toldMono >= RENOTIFY_MS);
  const again = changeEpisode(step, {
    ...{ occurrence: before.occurrence + 1, onsetAt, activeAt: now.wallMs, value, limit, level },
    ...{
      priority: priorityAt(rule, level),
      returnedAt: null,
      acknowledgement: freshAcknowledgement(cause, now.wallMs),
    },
    isLatched: rule.latching || before.isLatched,
    toldMono: tells ? now.monoMs : before.toldMono,
  });
  const emitted = emit(cause, again, 'realarmed', { annunciation: isShown ? 'recurrence' : null, tells });
  if (!isShown) return emitted;
  const demanded = orderAtRecurrence(cause, emitted);
  if (tells || before.toldMono === null || !isToldNoMore(cause, before)) return demanded;
  return changeDeadlines(demanded, { announce: before.toldMono + RENOTIFY_MS });
}

/** Whether somebody had acknowledged it, or people were told that it was over. Of an urgent one they go on being told. */
function isToldNoMore({ rule, now }: Cause, { acknowledgement, priority, returnedAt }: OpenEpisode): boolean {
  if (rule.acknowledgement === 'auto') return false;
  if (acknowledgement.state !== 'unacknowledged') return true;
  return priority !== 'P1' && returnedAt !== null && Math.abs(now.wallMs - returnedAt) >= RETURN_TOLD_MS;
}

/** T5, and T9 when nobody need see it any more. A latched one still waits to be told of. */
export function markReturned(cause: Cause, step: StepResult): StepResult {
  const { episode, isReconfigured, deadlines, shelving } = step.state;
  const normal = change(step, {
    evaluation: { phase: 'normal' },
    level: null,
    isReconfigured: false,
    shelvings: shelving.state === 'unshelved' ? 0 : step.state.shelvings,
    deadlines: { ...deadlines, announce: episode?.isSilent ? deadlines.announce : null, reAlarm: null, order: null },
  });
  if (!isOpen(episode)) return normal;
  const emitted = emit(cause, normal, 'returned', { reason: isReconfigured ? 'config' : null });
  return closeIfOver(cause, changeEpisode(emitted, { returnedAt: notBefore(cause.now, latestMoment(episode)) }));
}

/** T9: neither active nor latched, and nobody need acknowledge it. */
export function closeIfOver(cause: Cause, step: StepResult): StepResult {
  const { episode } = step.state;
  if (!isOpen(episode) || isActive(step.state) || episode.isLatched) return step;
  return episode.isSilent || episode.acknowledgement.state !== 'unacknowledged' ? close(cause, step) : step;
}

/** The end of an episode. Its moments never lie before one another, whatever was done to the clock. */
export function close(cause: Cause, step: StepResult, details: { reason?: string; note?: string } = {}): StepResult {
  const { episode } = step.state;
  if (!isOpen(episode)) return step;
  const closedAt = notBefore(cause.now, latestMoment(episode));
  return changeEpisode(quieten(emit(cause, step, 'closed', details)), { closedAt });
}
