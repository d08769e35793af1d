import type { Priority } from '../../domain/alarm.ts';
import type { Condition } from '../../domain/condition.ts';

/** Above it the urgent ones are not urgent any more; the wanted split is about 5 % P1 and P2 high, 15 % medium, 80 % low. */
const MOST_URGENT = 0.05;
/** A site with fewer alarms says nothing by its shares. */
const LEAST_CONDITIONS = 100;
const PRIORITIES: readonly Priority[] = ['P1', 'P2', 'P3', 'P4'];

/** How many conditions of each priority there are; an exclusive limit counts by its worst level. */
export function prioritySplit(conditions: readonly Condition[]): Readonly<Record<Priority, number>> {
  const worst = conditions.map(({ levels, priority }) => levels.map((level) => level.priority).sort()[0] ?? priority);
  const of = (priority: Priority): number => worst.filter((one) => one === priority).length;
  return { P1: of('P1'), P2: of('P2'), P3: of('P3'), P4: of('P4') };
}

/** `P1 12 (2.0 %), P2 …` */
export function splitText(split: Readonly<Record<Priority, number>>): string {
  const all = PRIORITIES.reduce((sum, priority) => sum + split[priority], 0);
  const share = (count: number): string => (all > 0 ? ((100 * count) / all).toFixed(1) : '0');
  return PRIORITIES.map((priority) => `${priority} ${split[priority]} (${share(split[priority])} %)`).join(', ');
}

/** What is wrong with the split; nothing when few enough are urgent. */
export function tooManyUrgent(conditions: readonly Condition[]): string | undefined {
  const split = prioritySplit(conditions);
  if (conditions.length < LEAST_CONDITIONS || split.P1 <= MOST_URGENT * conditions.length) return undefined;
  return `more than ${100 * MOST_URGENT} % of the alarms are P1: ${splitText(split)}`;
}
