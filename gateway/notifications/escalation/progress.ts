import type { EscalationAdvance } from '../../ports/escalation-store.ts';
import { nextLocalMinute } from '../on-call/wall-time.ts';
import type { JoinedPolicy } from './join-policies.ts';

/** A policy that begins again at once would never rest. */
const SHORTEST_PAUSE_MS = 60_000;
/** A step that is later than this was missed (the process was down): what follows counts from now, so that steps do not come in a burst. */
const PUNCTUAL_MS = 5_000;

export type Next = EscalationAdvance['next'];

/** Where an escalation stands; after the last step comes the digest. */
export interface Place {
  readonly step: number;
  readonly round: number;
  readonly dueAt: number;
}

/** Where it stands after its present step was told; null when the policy is at its end. */
export function nextPlace(policy: JoinedPolicy, { step, round, dueAt }: Place, now: number, timeZone: string): Next {
  const { steps, repeat, digest } = policy;
  const base = now - dueAt <= PUNCTUAL_MS ? dueAt : now;
  const following = steps[step + 1];
  if (following) return { step: step + 1, round, dueAt: base + following.afterMs };
  if (repeat && round < repeat.times) {
    const pause = Math.max(SHORTEST_PAUSE_MS, repeat.afterMs + (steps[0]?.afterMs ?? 0));
    return { step: 0, round: round + 1, dueAt: base + pause };
  }
  return digest ? { step: steps.length, round, dueAt: nextLocalMinute(digest.minute, timeZone, now) } : null;
}

/** The same step, later. */
export const waitUntil = ({ step, round }: Pick<Place, 'step' | 'round'>, dueAt: number): Place => ({
  step,
  round,
  dueAt,
});
