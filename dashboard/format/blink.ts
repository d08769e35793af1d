import type { Alarm, Priority } from '../../gateway/domain/alarm.ts';

/** More blinking frames than this say nothing any more. */
const MOST_BLINKING = 10;

/** Which priorities may blink: all, or only the highest unacknowledged one when more than ten would. */
export function blinkingPriorities(alarms: readonly Pick<Alarm, 'priority' | 'state'>[]): ReadonlySet<Priority> {
  const waiting = alarms.filter(({ state }) => state.endsWith('-unacknowledged'));
  const priorities = waiting.map((alarm) => alarm.priority).sort();
  return new Set(waiting.length > MOST_BLINKING ? priorities.slice(0, 1) : priorities);
}
