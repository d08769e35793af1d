import type { AlarmInput, StepResult } from '../alarm-input.ts';
import { type ConditionState, isActive, isOpen, type Shelving } from '../condition-state.ts';
import { ranksAtLeast } from '../role.ts';
import { announce, quieten } from './annunciation.ts';
import { closeIfOver } from './episode.ts';
import {
  type Cause,
  change,
  changeEpisode,
  emit,
  emitAct,
  isDue,
  latestMoment,
  notBefore,
  refuse,
} from './progress.ts';
import type { AlarmRule } from './rule.ts';

type Shelve = Extract<AlarmInput, { kind: 'shelve' }>;

/** One after the other, by anybody below a supervisor. */
const MOST_SHELVINGS = 2;

/** T13: who shelves an alarm has seen it. Its work order goes on. */
export function shelve(cause: Cause, step: StepResult, input: Shelve): StepResult {
  const { state } = step;
  const refusal = findRefusal(cause.rule, state, input);
  if (refusal) return refusal;
  const { actor, mode, forMs, reason } = input;
  const { wallMs, monoMs } = cause.now;
  const shelving: Shelving = { state: mode, until: wallMs + forMs, untilMono: monoMs + forMs, by: actor.name, reason };
  const shelvings = isSupervisor(input) ? 0 : state.shelvings + 1;
  const shelved = emitAct(cause, change(quieten(step), { shelving, shelvings }), 'shelved');
  return closeIfOver(cause, acknowledgeByShelving(cause, shelved));
}

const isSupervisor = ({ actor }: Shelve): boolean => ranksAtLeast(actor.role, 'supervisor');

function findRefusal(rule: AlarmRule, state: ConditionState, input: Shelve): StepResult | null {
  if (state.service.state === 'disabled') return refuse(state, 'ALARM_OUT_OF_SERVICE', 'disabled');
  if (state.shelving.state !== 'unshelved') return refuse(state, 'ALARM_ALREADY_SHELVED', state.shelving.by);
  if (input.reason.trim() === '') return refuse(state, 'ALARM_NOTE_REQUIRED');
  if (rule.class === 'safety' || rule.longestShelfMs <= 0)
    return refuse(state, 'ALARM_SHELVE_REFUSED', `class ${rule.class}`);
  if (!(input.forMs > 0 && input.forMs <= rule.longestShelfMs))
    return refuse(state, 'ALARM_SHELVE_REFUSED', `at most ${rule.longestShelfMs / 60_000} min`);
  if (state.shelvings >= MOST_SHELVINGS && !isSupervisor(input))
    return refuse(state, 'ALARM_SHELVE_REFUSED', 'once more only by a supervisor');
  return null;
}

function acknowledgeByShelving(cause: Cause, step: StepResult): StepResult {
  const { episode } = step.state;
  if (!isOpen(episode) || episode.isSilent || episode.acknowledgement.state !== 'unacknowledged') return step;
  const at = notBefore(cause.now, latestMoment(episode));
  const acknowledged = changeEpisode(step, { acknowledgement: { state: 'acknowledged', at, by: cause.actor } });
  return emitAct(cause, acknowledged, 'acknowledged', { reason: 'shelved' });
}

/** T14 by a person. */
export const unshelve = (cause: Cause, step: StepResult): StepResult =>
  step.state.shelving.state === 'unshelved'
    ? refuse(step.state, 'ALARM_NOT_SHELVED')
    : endShelf(cause, emitAct(cause, step, 'unshelved'));

/** T14 at the end of its time, which is also the latest end of a one-shot one. */
export const expireShelf = (cause: Cause, step: StepResult): StepResult =>
  step.state.shelving.state !== 'unshelved' && isDue(step.state.shelving.untilMono, cause.now)
    ? endShelf(cause, emit(cause, step, 'unshelved', { reason: 'expired' }))
    : step;

/** T14: it has returned. */
export const endOneShot = (cause: Cause, step: StepResult): StepResult =>
  step.state.shelving.state === 'one-shot'
    ? endShelf(cause, emit(cause, step, 'unshelved', { reason: 'returned' }))
    : step;

function endShelf(cause: Cause, step: StepResult): StepResult {
  const shelvings = isActive(step.state) ? step.state.shelvings : 0;
  return announce(cause, change(step, { shelving: { state: 'unshelved' }, shelvings }), 'unshelved');
}
