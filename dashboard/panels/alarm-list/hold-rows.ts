import type { WireAlarm } from '../../data/alarm-api.ts';

export interface HeldRows {
  readonly rows: readonly WireAlarm[];
  /** Alarms that wait until the list is let go. */
  readonly waiting: number;
}

/**
 * Rows of a list that somebody points at: they keep their places and take over the new state of their alarm; what came
 * since waits, what has left stays until the list is let go: as it is now where it is only kept quiet (`elsewhere`),
 * otherwise closed. `before` is what is on the screen.
 */
export function holdRows(
  before: readonly WireAlarm[],
  now: readonly WireAlarm[],
  elsewhere: readonly WireAlarm[] = [],
): HeldRows {
  const present = new Map([...elsewhere, ...now].map((alarm) => [alarm.id, alarm]));
  const shown = new Set(before.map((alarm) => alarm.id));
  return {
    rows: before.map((alarm) => present.get(alarm.id) ?? { ...alarm, state: 'closed' }),
    waiting: now.filter((alarm) => !shown.has(alarm.id)).length,
  };
}
