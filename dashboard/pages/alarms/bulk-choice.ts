import type { WireAlarm } from '../../data/alarm-api.ts';
import { isUnacknowledged } from '../../data/alarm-store.ts';

/** Most alarms the gateway takes in one request. */
const MOST = 200;

/** Those that may be acknowledged together: waiting, not urgent, the worst first, no more than one request takes. */
export function bulkChoice(alarms: readonly WireAlarm[]): readonly WireAlarm[] {
  const waiting = alarms.filter((alarm) => isUnacknowledged(alarm) && alarm.priority !== 'P1');
  return waiting.slice(0, MOST);
}
