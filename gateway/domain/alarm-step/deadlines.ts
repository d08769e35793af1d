import type { StepResult } from '../alarm-input.ts';
import { type ConditionState, isQuieted } from '../condition-state.ts';
import { announce, reAlarm, tellAgain } from './annunciation.ts';
import { endChatter } from './chatter.ts';
import { orderAtDeadline } from './order-demand.ts';
import { type Cause, isDue } from './progress.ts';
import { dropStale } from './quality.ts';
import { expireShelf } from './shelving.ts';
import { endRelease } from './suppression.ts';

/** Active beyond doubt: neither returning nor unknown. What demands more of people waits for that. */
const isCertain = ({ evaluation, quality }: ConditionState): boolean =>
  evaluation.phase === 'active' && quality.state === 'good';

/** Every deadline that has passed takes effect once, however long ago it was. */
export function runDeadlines(cause: Cause, step: StepResult): StepResult {
  let next = dropStale(cause, step);
  next = expireShelf(cause, next);
  next = endRelease(cause, next);
  next = tell(cause, next);
  if (isDue(next.state.deadlines.calm, cause.now)) next = endChatter(cause, next);
  if (isDue(next.state.deadlines.order, cause.now) && isCertain(next.state)) next = orderAtDeadline(next);
  if (isDue(next.state.deadlines.reAlarm, cause.now) && isCertain(next.state) && !isQuieted(next.state))
    next = reAlarm(cause, next);
  return next;
}

/** The end of the hold, or of the time in which what came again is not told again. */
function tell(cause: Cause, step: StepResult): StepResult {
  const { deadlines, episode } = step.state;
  if (!isDue(deadlines.announce, cause.now)) return step;
  if (episode?.isSilent) return announce(cause, step, 'new');
  return isCertain(step.state) ? tellAgain(cause, step) : step;
}

/** Monotonic moment of the earliest deadline that a tick can act upon; null when there is none. Allocates nothing. */
export function nextDeadline(state: ConditionState): number | null {
  const { shelving, deadlines, episode } = state;
  let earliest = Math.min(later(deadlines.release), later(deadlines.calm));
  if (shelving.state !== 'unshelved') earliest = Math.min(earliest, shelving.untilMono);
  if (episode?.isSilent || isCertain(state)) earliest = Math.min(earliest, later(deadlines.announce));
  if (isCertain(state)) earliest = Math.min(earliest, later(deadlines.order), later(deadlines.reAlarm));
  return earliest === Number.POSITIVE_INFINITY ? null : earliest;
}

const later = (deadline: number | null): number => deadline ?? Number.POSITIVE_INFINITY;
