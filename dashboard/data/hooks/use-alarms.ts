import { useMemo } from 'react';
import type { WireAlarm } from '../api.ts';
import { useServices } from './services-context.ts';
import { useCell } from './use-cell.ts';

/** Open alarms: priority, then newest. */
export const useAlarms = (): readonly WireAlarm[] => useCell(useServices().alarms);

/** Open alarms that pass the filter; the worst stands first. */
export function useAlarmsOf(field: 'system' | 'equipment' | 'tag', key: string): readonly WireAlarm[] {
  const alarms = useAlarms();
  return useMemo(() => alarms.filter((alarm) => alarm[field] === key), [alarms, field, key]);
}
