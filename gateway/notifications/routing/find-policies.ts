import type { Route } from '../../domain/on-call.ts';
import { matchRoute, type RouteSubject } from './match-route.ts';

interface Found {
  readonly policies: readonly string[];
  /** Nothing after it is looked at. */
  readonly isFinal: boolean;
}

/**
 * The policies an alarm is told by, without repetition: of the first route that matches, children before their parent, and of those
 * before it that let others match too. Where all that match do so, the parent's own policy is the last. Empty only when no route on
 * the way down to the match names a policy.
 */
export function findPolicies(root: Route, subject: RouteSubject, timeZone: string): readonly string[] {
  // The root matches everything, whatever it says.
  const { policies } = inside(root, undefined, subject, timeZone);
  return [...new Set(policies)];
}

function inside(route: Route, inherited: string | undefined, subject: RouteSubject, timeZone: string): Found {
  const policy = route.policy ?? inherited;
  const policies: string[] = [];
  for (const child of route.children) {
    if (!matchRoute(child, subject, timeZone)) continue;
    const found = inside(child, policy, subject, timeZone);
    policies.push(...found.policies);
    if (found.isFinal) return { policies, isFinal: !route.goesOn };
  }
  if (policy !== undefined) policies.push(policy);
  return { policies, isFinal: !route.goesOn };
}
