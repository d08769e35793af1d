import type { AlarmTransition } from '../ports/alarm-repository.ts';

/**
 * Of each condition the first and the last, in their order: the first says when it began, the last how it is now. What lay
 * between was overtaken; what it asked of orders and of the telling of people, the last one asks, and it says that its episode began.
 */
export function collapse<T>(
  items: readonly T[],
  look: (item: T) => AlarmTransition,
  change: (item: T, to: AlarmTransition) => T,
): T[] {
  const groups = Map.groupBy(items, (item) => look(item).conditionId);
  const kept = new Map<T, T>();
  for (const group of groups.values()) {
    const last = group.at(-1)!;
    kept.set(group[0]!, group[0]!);
    kept.set(last, group.length > 2 ? change(last, inherit(look(last), group.slice(1, -1).map(look))) : last);
  }
  return items.flatMap((item) => kept.get(item) ?? []);
}

function inherit(last: AlarmTransition, overtaken: readonly AlarmTransition[]): AlarmTransition {
  const own = overtaken.filter(({ alarm }) => alarm?.id === last.alarm?.id);
  const began = own.flatMap(({ events }) => events.filter(({ type }) => type === 'activated'));
  return {
    ...last,
    events: [...began, ...last.events],
    order: last.order ?? own.findLast(({ order }) => order)?.order ?? null,
    escalation: last.escalation ?? own.findLast(({ escalation }) => escalation)?.escalation ?? null,
  };
}
