import type { Alarm } from '../../gateway/domain/alarm.ts';
import type { WireAlarm } from './api.ts';
import { type Cell, createCell } from './cell.ts';

/** Open alarms: priority, then newest. One new list per change, so that components may compare by identity. */
export interface AlarmStore extends Pick<Cell<readonly WireAlarm[]>, 'get' | 'subscribe'> {
  /** Takes the whole list, from a snapshot. */
  replace(alarms: readonly WireAlarm[]): void;
  /** Takes the new state of one alarm; a closed one leaves the list. */
  upsert(alarm: WireAlarm): void;
}

const RANK: Readonly<Record<Alarm['priority'], number>> = { P1: 0, P2: 1, P3: 2, P4: 3 };

/** Higher priority first, then the newer; equal moments by id, so that the order never wavers. */
export const compareAlarms = (a: WireAlarm, b: WireAlarm): number =>
  RANK[a.priority] - RANK[b.priority] || Date.parse(b.activeAt) - Date.parse(a.activeAt) || a.id.localeCompare(b.id);

export const isUnacknowledged = (alarm: Pick<WireAlarm, 'state'>): boolean =>
  alarm.state === 'active-unacknowledged' || alarm.state === 'returned-unacknowledged';

export function createAlarmStore(): AlarmStore {
  const cell = createCell<readonly WireAlarm[]>([]);
  const open = (alarms: readonly WireAlarm[]): WireAlarm[] =>
    alarms.filter((alarm) => alarm.state !== 'closed').sort(compareAlarms);
  return {
    get: cell.get,
    subscribe: cell.subscribe,
    replace: (alarms) => cell.set(open(alarms)),
    upsert: (alarm) => cell.set(open([...cell.get().filter((other) => other.id !== alarm.id), alarm])),
  };
}
