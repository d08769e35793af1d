import type { Alarm, AlarmEventType } from '../domain/alarm.ts';
import type { StepEvent } from '../domain/alarm-input.ts';
import type { Condition } from '../domain/condition.ts';
import type { EscalationEffect, OrderCause } from '../ports/alarm-repository.ts';

/** A return is told only when the alarm has stayed away this long. */
const RETURNED_AFTER_MS = 60_000;

/** After these nobody is to be called any more. */
const QUIETENING: ReadonlySet<AlarmEventType> = new Set([
  'acknowledged',
  'shelved',
  'suppressed',
  'out-of-service',
  'disabled',
  'closed',
]);

/**
 * What the events of one step mean for the telling of people. Telling them comes before everything; a return is told of
 * although the episode closes with it; nobody is told that something is over which he was never told of.
 */
export function escalationOf(alarm: Alarm, events: readonly StepEvent[]): EscalationEffect | null {
  const telling = events.findLast(({ tells }) => tells);
  if (telling) {
    const { occurrence, priority, at } = telling;
    return { action: 'start', occurrence, priority, at };
  }
  if (alarm.annunciatedAt === null) return null;
  const returned = events.find(({ type }) => type === 'returned');
  if (returned) return { action: 'returned', at: returned.at + RETURNED_AFTER_MS, keepsOn: keepsOn(alarm) };
  const quieting = events.findLast(({ type }) => QUIETENING.has(type));
  return quieting ? { action: 'stop', at: quieting.at } : null;
}

/** That an urgent alarm has gone away by itself does not mean that anybody knows of it. */
const keepsOn = ({ priority, acknowledgedAt, state }: Alarm): boolean =>
  priority === 'P1' && acknowledgedAt === null && state !== 'closed';

/** What the order of this alarm says; the alarm's own response text is the work to do. */
export const orderCause = (condition: Condition, { priority }: Pick<Alarm, 'priority'>): OrderCause => ({
  dedupKey: `${condition.equipment}:${condition.failureGroup}`,
  equipment: condition.equipment,
  priority,
  title: condition.title,
  description: condition.action,
});
