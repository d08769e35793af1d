import type { Alarm } from '../../domain/alarm.ts';
import type { EquipmentClass } from '../../domain/equipment.ts';
import type { EscalationStep, OnCallPlan } from '../../domain/on-call.ts';
import type { Escalation, EscalationAdvance } from '../../ports/escalation-store.ts';
import type { Notice } from '../../ports/outbox.ts';
import { nextLocalMinute } from '../on-call/wall-time.ts';
import { nextHours } from '../on-call/week-hours.ts';
import { findPolicies } from '../routing/find-policies.ts';
import { unroutable } from './duty-texts.ts';
import { type Digest, type JoinedPolicy, joinPolicies, recallPolicy } from './join-policies.ts';
import { alarmNotices, dutyNotices, type TellingStep } from './make-notices.ts';
import { type Next, nextPlace, waitUntil } from './progress.ts';
import { type DutyMoment, resolveSiteDuty, resolveTargets } from './recipients.ts';

/** What a due escalation does now. */
export type StepDecision =
  | { readonly kind: 'told' | 'waits' | 'unroutable'; readonly advance: EscalationAdvance }
  /** Its digest is due; it goes out with the others of the same policy. */
  | { readonly kind: 'digest'; readonly digest: Digest };

/** What a step depends on besides the duty. */
export interface StepFacts {
  readonly escalation: Escalation;
  /** Of the alarm's equipment. */
  readonly equipmentClass: EquipmentClass | undefined;
  /** Ids of the notices that the alarm has so far; need be known only when a step is taken again. */
  readonly queued: ReadonlySet<string>;
}

/** A running escalation whose next step is due: who is told is found out now, so that a handover in between counts. */
export function decideStep(duty: DutyMoment, facts: StepFacts): StepDecision {
  const { escalation } = facts;
  const policy = policyOf(duty, facts);
  if (policy === undefined) return { kind: 'told', advance: advanceOf(escalation, NOBODY, null, []) };
  const { steps, digest } = policy;
  const firstAt = escalation.dueAt + (steps[0]?.afterMs ?? 0);
  if (escalation.policy === null && firstAt > duty.at) return waiting(escalation, policy, firstAt);
  if (digest && escalation.step >= steps.length) return decideDigest(duty, escalation, policy, digest);
  // The site file may have made the policy shorter meanwhile.
  const index = Math.min(escalation.step, steps.length - 1);
  const step = steps[index];
  if (!step) return { kind: 'told', advance: advanceOf(escalation, policy.id, null, []) };
  return tell(duty, facts, policy, { ...step, index });
}

const waiting = (escalation: Escalation, { id }: JoinedPolicy, dueAt: number): StepDecision => ({
  ...{ kind: 'waits', advance: advanceOf(escalation, id, waitUntil(escalation, dueAt), []) },
});

function decideDigest(duty: DutyMoment, escalation: Escalation, policy: JoinedPolicy, digest: Digest): StepDecision {
  if (escalation.policy === policy.id) return { kind: 'digest', digest };
  return waiting(escalation, policy, nextLocalMinute(digest.minute, duty.plan.timeZone, duty.at));
}

function tell(
  duty: DutyMoment,
  { escalation, queued }: StepFacts,
  policy: JoinedPolicy,
  step: EscalationStep & { readonly index: number },
): StepDecision {
  const { at, plan } = duty;
  const telling = { ...escalation, step: step.index };
  const next = nextPlace(policy, telling, at, plan.timeZone);
  const opensAt = step.hours.length === 0 ? at : nextHours(step.hours, plan.timeZone, at);
  // Hours that never come: the step is none.
  if (opensAt === undefined) return { kind: 'waits', advance: advanceOf(escalation, policy.id, next, []) };
  if (opensAt > at) return waiting(escalation, policy, opensAt);
  const urgency = { priority: escalation.alarm.priority, via: step.via };
  const { recipients, isUnroutable } = resolveTargets(duty, step.targets, urgency);
  const all = alarmNotices('alarm', telling, recipients, at);
  const held = isUnroutable ? [] : heldBack(escalation.alarm, all, queued);
  const instead = isUnroutable ? toSiteDuty(duty, telling, policy) : [];
  const notices = [...all.filter((notice) => !held.includes(notice)), ...instead];
  // The step is taken again when the first of them may be disturbed; who was told by then has that message already.
  const then = held.length > 0 ? waitUntil(escalation, Math.min(...held.map(({ dueAt }) => dueAt))) : next;
  return { kind: kindOf(isUnroutable, notices), advance: advanceOf(escalation, policy.id, then, notices) };
}

const kindOf = (isUnroutable: boolean, notices: readonly Notice[]): 'told' | 'waits' | 'unroutable' => {
  if (isUnroutable) return 'unroutable';
  return notices.length > 0 ? 'told' : 'waits';
};

const advanceOf = (
  { alarm, occurrence, step, round }: Escalation,
  policy: string,
  next: Next,
  notices: readonly Notice[],
): EscalationAdvance => ({
  ...{ alarmId: alarm.id, occurrence, fromStep: step, fromRound: round },
  ...{ next, policy, notices: unique(notices) },
});

const NOBODY = 'nobody';
const SITE_DUTY = 'site-duty';
const TEN_MINUTES_MS = 600_000;

/**
 * The one it has begun with, while the site file has it; otherwise the one its route gives now; otherwise the duty contact, again and
 * again. Undefined on a site without people, where the channels alone say what they are told.
 */
function policyOf(
  { plan, at }: DutyMoment,
  { escalation: { alarm, policy }, equipmentClass }: StepFacts,
): JoinedPolicy | undefined {
  const begun = policy === null ? undefined : recallPolicy(plan, policy);
  if (begun) return begun;
  const routed = joinPolicies(plan, findPolicies(plan.root, { alarm, equipmentClass, at }, plan.timeZone));
  if (routed) return routed;
  return plan.people.length === 0 ? undefined : siteDutyPolicy(plan);
}

function siteDutyPolicy({ siteDuty }: OnCallPlan): JoinedPolicy {
  const step: EscalationStep = { afterMs: 0, targets: siteDuty, via: [], hours: [] };
  return { id: SITE_DUTY, steps: [step], repeat: { afterMs: TEN_MINUTES_MS, times: 5 }, digest: undefined };
}

/**
 * Messages of P3 and P4 that wait for the end of somebody's quiet hours; whoever has the duty by then is told. P1 waits for nobody;
 * P2 goes on to the next step meanwhile, and its messages to those who asked for quiet wait in the outbox.
 */
function heldBack({ priority }: Alarm, notices: readonly Notice[], queued: ReadonlySet<string>): readonly Notice[] {
  if (priority === 'P1' || priority === 'P2') return [];
  return notices.filter(({ id, dueAt }) => dueAt > 0 && !queued.has(id));
}

/** The alarm to the site's duty contact instead, and why. */
function toSiteDuty(duty: DutyMoment, telling: TellingStep, policy: JoinedPolicy): readonly Notice[] {
  const { alarm, occurrence, step } = telling;
  const why = dutyNotices(unroutable(alarm, policy.id), [alarm.id, occurrence, step], resolveSiteDuty(duty, 'P2'), {
    ...{ now: duty.at, notBefore: 0 },
  });
  return [...alarmNotices('alarm', telling, resolveSiteDuty(duty, alarm.priority), duty.at), ...why];
}

/** A group that is in the step and in the duty contact is told once. */
const unique = (notices: readonly Notice[]): readonly Notice[] => [
  ...new Map(notices.map((notice) => [notice.id, notice])).values(),
];
