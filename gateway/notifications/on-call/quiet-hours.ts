import type { Priority } from '../../domain/alarm.ts';
import type { Person } from '../../domain/on-call.ts';
import { endOfHours } from './week-hours.ts';

/**
 * Until when a person is not to be disturbed by something of this priority; 0: tell at once. P1 never waits, P2 only for who asked
 * for it. Quiet hours that never end hold nothing.
 */
export function quietUntil(person: Person, priority: Priority, timeZone: string, now: number): number {
  const { quiet } = person;
  if (!quiet || priority === 'P1' || (priority === 'P2' && !quiet.includesP2)) return 0;
  return endOfHours(quiet.hours, timeZone, now) ?? 0;
}
