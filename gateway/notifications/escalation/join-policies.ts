import type { EscalationPolicy, EscalationStep, OnCallPlan, Target } from '../../domain/on-call.ts';

/** Between the ids of policies that tell one alarm together; no id of a site file has it. */
const JOINT = '+';

/** The policies of an alarm as one. */
export interface JoinedPolicy {
  readonly id: string;
  readonly steps: readonly EscalationStep[];
  readonly repeat: EscalationPolicy['repeat'];
  /** What follows after the last step, or at once where there are none. */
  readonly digest: Digest | undefined;
}

/** Alarms of a day in one message. */
export interface Digest {
  /** Of the policy that it belongs to: alarms of the same one are told together. */
  readonly policy: string;
  /** Of the local day. */
  readonly minute: number;
  readonly targets: readonly Target[];
  readonly via: readonly string[];
}

/**
 * Every step at the time its own policy has it, repeated as the most persistent of them; a digest of them comes after. Undefined
 * when none of the ids is known.
 */
export function joinPolicies({ policies }: OnCallPlan, ids: readonly string[]): JoinedPolicy | undefined {
  const known = ids.flatMap((id) => policies.find((policy) => policy.id === id) ?? []);
  if (known.length === 0) return undefined;
  const telling = known.filter(({ digestAt }) => digestAt === undefined);
  const [repeat] = telling.flatMap((policy) => policy.repeat ?? []).sort((a, b) => b.times - a.times);
  const [digest] = known.flatMap((policy) => digestOf(policy) ?? []);
  return { id: known.map(({ id }) => id).join(JOINT), steps: interleave(telling), repeat, digest };
}

/** The policy an escalation has begun with; undefined when the site file has it no more. */
export function recallPolicy(plan: OnCallPlan, id: string): JoinedPolicy | undefined {
  const policy = joinPolicies(plan, id.split(JOINT));
  return policy?.id === id ? policy : undefined;
}

function digestOf({ id, digestAt, steps }: EscalationPolicy): Digest | undefined {
  if (digestAt === undefined) return undefined;
  const [targets, via] = [steps.flatMap((step) => step.targets), steps.flatMap((step) => step.via)];
  return { policy: id, minute: digestAt, targets, via };
}

function interleave(policies: readonly EscalationPolicy[]): readonly EscalationStep[] {
  const placed = policies.flatMap(({ steps }) => {
    let at = 0;
    return steps.map((step) => {
      at += step.afterMs;
      return { at, step };
    });
  });
  placed.sort((a, b) => a.at - b.at);
  return placed.map(({ at, step }, index) => ({ ...step, afterMs: at - (placed[index - 1]?.at ?? 0) }));
}
