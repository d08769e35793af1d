import type { MistakeList } from './mistakes.ts';
import type { RouteEntry } from './on-call-schema.ts';
import { type Origin, within } from './origin.ts';

/** Patterns of routes that fit no condition of this site; an alarm may have been switched off on purpose. */
export function warnOfIdleRoutes(
  routes: readonly RouteEntry[],
  conditions: readonly string[],
  origin: Origin,
  warnings: MistakeList,
): void {
  for (const [at, { match, routes: inside = [] }] of routes.entries()) {
    for (const [n, pattern] of match.conditions.entries()) {
      if (conditions.some((id) => fits(id, pattern))) continue;
      warnings.add(
        origin.locate([at, 'match', 'conditions', n], 'value'),
        `${JSON.stringify(pattern)} matches no alarm`,
      );
    }
    warnOfIdleRoutes(inside, conditions, within(origin, [at, 'routes']), warnings);
  }
}

/** `*` at the end stands for anything. */
function fits(id: string, pattern: string): boolean {
  return pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern;
}
