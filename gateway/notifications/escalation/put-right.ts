import type { OnCallPlan } from '../../domain/on-call.ts';
import type { Escalation, EscalationAdvance } from '../../ports/escalation-store.ts';
import { nextLocalMinute } from '../on-call/wall-time.ts';
import { recallPolicy } from './join-policies.ts';
import { waitUntil } from './progress.ts';

/** Hours of a week, and digests, come within so long. */
const EIGHT_DAYS_MS = 8 * 86_400_000;

/** Whether an escalation waits for longer than any policy makes it. */
export function isImplausible({ policies }: OnCallPlan, { dueAt }: Escalation, now: number): boolean {
  const delays = policies.flatMap(({ steps, repeat }) => [
    ...steps.map(({ afterMs }) => afterMs),
    repeat?.afterMs ?? 0,
  ]);
  return dueAt - now > EIGHT_DAYS_MS + delays.reduce((most, delay) => Math.max(most, delay), 0);
}

/** After the clock was set: digests go out at their local minute, whatever the clock showed before. */
export function realigned(
  plan: OnCallPlan,
  escalations: readonly Escalation[],
  now: number,
): readonly EscalationAdvance[] {
  return escalations.flatMap((escalation) => {
    const { alarm, occurrence, step, round, state } = escalation;
    const begun = state === 'running' ? escalation.policy : null;
    const policy = begun === null ? undefined : recallPolicy(plan, begun);
    if (!policy?.digest || step < policy.steps.length) return [];
    const next = waitUntil(escalation, nextLocalMinute(policy.digest.minute, plan.timeZone, now));
    const from = { alarmId: alarm.id, occurrence, fromStep: step, fromRound: round };
    return [{ ...from, next, policy: policy.id, notices: [] }];
  });
}
