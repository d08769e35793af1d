import type { StepResult } from '../alarm-input.ts';
import type { OrderPolicy } from '../condition.ts';
import type { Episode } from '../condition-state.ts';
import { type Cause, change, changeDeadlines } from './progress.ts';
import type { AlarmRule } from './rule.ts';

/** The policy is that of the first level; a worse one of P1 or P2 does not wait. */
function policyOf(rule: AlarmRule, { priority }: Episode): OrderPolicy {
  const isUrgent = priority === 'P1' || priority === 'P2';
  return isUrgent && priority !== rule.priority && rule.order.when !== 'never' ? { when: 'active' } : rule.order;
}

const open = (step: StepResult): StepResult => ({ ...step, order: 'open' });

/** At every annunciation the policy is applied afresh. `isFirst`: of its episode. */
export function orderAtAnnunciation(cause: Cause, step: StepResult, isFirst: boolean): StepResult {
  const { rule, now } = cause;
  const { episode } = step.state;
  if (!episode) return step;
  const policy = policyOf(rule, episode);
  switch (policy.when) {
    case 'never':
      return step;
    case 'active':
      return open(step);
    case 'active-for':
      return changeDeadlines(step, { order: now.monoMs + policy.ms });
    case 'count':
      return isFirst ? countEpisode(policy, step, now.wallMs) : step;
  }
}

export function orderAtRaise({ rule }: Cause, step: StepResult): StepResult {
  const { episode } = step.state;
  return episode && policyOf(rule, episode).when === 'active' ? open(step) : step;
}

/** Active again after it had returned: how long it is active counts anew. */
export function orderAtRecurrence({ rule, now }: Cause, step: StepResult): StepResult {
  const { episode } = step.state;
  const policy = episode && policyOf(rule, episode);
  return policy?.when === 'active-for' ? changeDeadlines(step, { order: now.monoMs + policy.ms }) : step;
}

/** It has been active for so long. */
export const orderAtDeadline = (step: StepResult): StepResult => open(changeDeadlines(step, { order: null }));

/** Remembers no more episodes than it counts to. */
function countEpisode(policy: OrderPolicy & { when: 'count' }, step: StepResult, at: number): StepResult {
  const recent = step.state.episodes.filter((other) => at - other < policy.windowMs);
  const episodes = [...recent, at].slice(-policy.count);
  const counted = change(step, { episodes });
  return episodes.length >= policy.count ? open(counted) : counted;
}
