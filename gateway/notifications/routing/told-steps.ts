import type { Alarm } from '../../domain/alarm.ts';
import type { EquipmentClass } from '../../domain/equipment.ts';
import type { DutyOverride, EscalationStep, OnCallPlan } from '../../domain/on-call.ts';
import type { ToldSteps } from '../../ports/site-desk.ts';
import { joinPolicies } from '../escalation/join-policies.ts';
import { resolveTargets } from '../escalation/recipients.ts';
import { isInHours } from '../on-call/week-hours.ts';
import { findPolicies } from './find-policies.ts';

export interface ToldSubject {
  readonly alarm: Pick<Alarm, 'priority' | 'class' | 'system' | 'equipment' | 'kind' | 'conditionId'>;
  readonly equipmentClass: EquipmentClass | undefined;
  readonly at: number;
}

/** Who would be told of an alarm that comes at that moment and that nobody acknowledges: each step with whoever has the duty by then. */
export function toldSteps(plan: OnCallPlan, overrides: readonly DutyOverride[], subject: ToldSubject): ToldSteps {
  const ids = findPolicies(plan.root, subject, plan.timeZone);
  const joined = joinPolicies(plan, ids);
  const policies = plan.policies.filter(({ id }) => ids.includes(id)).map(({ id, title }) => ({ id, title }));
  const own = joined?.steps ?? [];
  const digest = joined?.digest;
  const atOnce = own.length > 0 || digest === undefined ? own : [{ afterMs: 0, hours: [], ...digest }];
  let afterMs = 0;
  const steps = atOnce.map((step) => {
    afterMs += step.afterMs;
    return stepAt(plan, overrides, subject, step, afterMs);
  });
  return {
    policies,
    steps: steps.map(({ isUnroutable: _, ...step }) => step),
    repeatAfterMs: joined?.repeat?.afterMs ?? null,
    isDigest: own.length === 0 && digest !== undefined,
    isUnroutable: steps.length === 0 || steps.some(({ isUnroutable }) => isUnroutable),
  };
}

function stepAt(
  plan: OnCallPlan,
  overrides: readonly DutyOverride[],
  { alarm, at }: ToldSubject,
  { targets, via, hours }: EscalationStep,
  afterMs: number,
): ToldSteps['steps'][number] & { readonly isUnroutable: boolean } {
  const moment = at + afterMs;
  const { priority } = alarm;
  const { recipients, isUnroutable } = resolveTargets({ plan, overrides, at: moment }, targets, { priority, via });
  const names = new Map(plan.people.map(({ id, name }) => [id, name]));
  const byPerson = Map.groupBy(
    recipients.filter(({ person }) => person !== ''),
    ({ person }) => person,
  );
  return {
    afterMs,
    waits: hours.length > 0 && !isInHours(hours, plan.timeZone, moment),
    people: [...byPerson].map(([id, own]) => ({
      ...{ id, name: names.get(id) ?? id, channels: [...new Set(own.map(({ channel }) => channel))] },
      quietUntil: own[0]!.quietUntil > moment ? own[0]!.quietUntil : null,
    })),
    channels: recipients.filter(({ person }) => person === '').map(({ channel }) => channel),
    isUnroutable,
  };
}
