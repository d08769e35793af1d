import type { AlarmInput, StepResult } from '../alarm-input.ts';
import { isActive, isOpen, type OpenEpisode, type SuppressionReason } from '../condition-state.ts';
import { announce, quieten } from './annunciation.ts';
import { type Cause, change, changeDeadlines, changeEpisode, emit, isDue, reasonText } from './progress.ts';
import { isSuppressible } from './rule.ts';

type Suppress = Extract<AlarmInput, { kind: 'suppress' }>;
type Release = Extract<AlarmInput, { kind: 'release' }>;

/** A cause that began so little after its consequence is its cause all the same: children often trip before their parent. */
export const CAPTURE_MS = 10_000;

const isSame = (a: SuppressionReason, b: SuppressionReason): boolean => a.kind === b.kind && a.key === b.key;

/** T15. Said again with the parent's episode, an episode that has begun since goes beneath it. */
export function suppress(cause: Cause, step: StepResult, { reason, parent }: Suppress): StepResult {
  const { suppression, episode } = step.state;
  if (!isSuppressible(cause.rule)) return step;
  if (suppression.some((other) => isSame(other, reason))) return goBeneath(step, parent);
  const added = change(quieten(step), { suppression: [...suppression, reason] });
  if (!isOpen(episode)) return added;
  const captured = parent && isCaptured(step, episode, parent.onsetAt) ? capture(added) : added;
  return goBeneath(emit(cause, captured, 'suppressed', { reason: reasonText(reason) }), parent);
}

/** Announced already, and yet a consequence. */
const isCaptured = ({ state }: StepResult, episode: OpenEpisode, parentOnsetAt: number): boolean =>
  isActive(state) && !episode.isSilent && parentOnsetAt - episode.onsetAt <= CAPTURE_MS;

/** It moves beneath its cause: nobody need acknowledge it, and its order is one with the cause's. */
const capture = (step: StepResult): StepResult => ({
  ...changeEpisode(step, { isSilent: true }),
  order: 'supersede',
});

function goBeneath(step: StepResult, parent: Suppress['parent']): StepResult {
  const { episode } = step.state;
  if (!parent || !isOpen(episode) || !episode.isSilent || episode.parent !== null) return step;
  return changeEpisode(step, { parent: parent.alarmId });
}

/** T16: the longest of the delays counts, from when its reason went. */
export function release(cause: Cause, step: StepResult, { reason, delayMs }: Release): StepResult {
  const { suppression, deadlines } = step.state;
  const rest = suppression.filter((other) => !isSame(other, reason));
  if (rest.length === suppression.length) return step;
  const until = Math.max(deadlines.release ?? Number.NEGATIVE_INFINITY, cause.now.monoMs + delayMs);
  const removed = change(step, { suppression: rest, deadlines: { ...deadlines, release: until } });
  return endRelease(cause, removed);
}

/** The release delay is over. */
export function endRelease(cause: Cause, step: StepResult): StepResult {
  const { deadlines, suppression, episode } = step.state;
  if (!isDue(deadlines.release, cause.now)) return step;
  const released = changeDeadlines(step, { release: null });
  if (suppression.length > 0) return released;
  const emitted = isOpen(episode) ? emit(cause, released, 'unsuppressed') : released;
  return announce(cause, emitted, 'unsuppressed');
}
