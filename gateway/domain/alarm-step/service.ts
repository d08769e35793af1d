import type { AlarmInput, StepResult } from '../alarm-input.ts';
import type { ConditionState } from '../condition-state.ts';
import { ranksAtLeast } from '../role.ts';
import { announce, quieten } from './annunciation.ts';
import { close } from './episode.ts';
import { type Cause, change, emitAct, refuse } from './progress.ts';
import type { AlarmRule } from './rule.ts';

type OutOfService = Extract<AlarmInput, { kind: 'out-of-service' }>;
type Disable = Extract<AlarmInput, { kind: 'disable' }>;

/** When somebody must look at it again, at the latest. */
export const LONGEST_REVIEW_MS = 30 * 86_400_000;

/** T17: it is still judged, nobody is told. */
export function takeOutOfService(cause: Cause, step: StepResult, input: OutOfService): StepResult {
  const refusal = findRefusal(cause, step.state, input);
  if (refusal) return refusal;
  const { actor, reason, reviewBy, second } = input;
  const service = { state: 'out-of-service', by: actor.name, reason, reviewBy } as const;
  return emitAct(cause, change(quieten(step), { service }), 'out-of-service', { note: second });
}

function findRefusal({ rule, now }: Cause, state: ConditionState, input: OutOfService): StepResult | null {
  const { actor, reason, reviewBy } = input;
  if (state.service.state !== 'in-service') return refuse(state, 'ALARM_OUT_OF_SERVICE', state.service.by);
  if (!ranksAtLeast(actor.role, 'supervisor')) return refuse(state, 'AUTH_FORBIDDEN');
  if (reason.trim() === '') return refuse(state, 'ALARM_NOTE_REQUIRED');
  if (!(reviewBy > now.wallMs && reviewBy <= now.wallMs + LONGEST_REVIEW_MS))
    return refuse(state, 'ALARM_REVIEW_REFUSED');
  return lacksSecond(rule, input) ? refuse(state, 'ALARM_SECOND_PERSON') : null;
}

const lacksSecond = (rule: AlarmRule, { second, actor }: OutOfService): boolean =>
  rule.class === 'safety' && (second === null || second.trim() === '' || second === actor.name);

/** T18: it is not judged any more. What is open ends; its work order stays. */
export function disable(cause: Cause, step: StepResult, { actor, reason }: Disable): StepResult {
  const { state } = step;
  if (state.service.state === 'disabled') return refuse(state, 'ALARM_OUT_OF_SERVICE', state.service.by);
  if (!ranksAtLeast(actor.role, 'engineer')) return refuse(state, 'AUTH_FORBIDDEN');
  if (reason.trim() === '') return refuse(state, 'ALARM_NOTE_REQUIRED');
  const disabled = emitAct(cause, step, 'disabled');
  return change(close(cause, disabled, { reason: 'disabled' }), {
    ...{ service: { state: 'disabled', by: actor.name, reason }, evaluation: { phase: 'normal' }, level: null },
    ...{ quality: { state: 'good' }, isReconfigured: false },
  });
}

/** T17 back. What is active now is told. */
export function returnToService(cause: Cause, step: StepResult): StepResult {
  if (step.state.service.state === 'in-service') return refuse(step.state, 'ALARM_IN_SERVICE');
  const back = emitAct(cause, change(step, { service: { state: 'in-service' } }), 'in-service');
  return announce(cause, back, 'returned-to-service');
}
