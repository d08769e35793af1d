import { useMemo } from 'react';
import type { WireAlarm, WireDesk } from '../alarm-api.ts';
import { useServices } from './services-context.ts';
import { useCell } from './use-cell.ts';

/** Open alarms that people are told of: priority, then newest. */
export const useAlarms = (): readonly WireAlarm[] => useCell(useServices().alarms);

/** Open alarms that are shelved, suppressed or out of service. */
export const useQuietAlarms = (): readonly WireAlarm[] => useCell(useServices().alarms.quiet);

/** Those that a cause keeps quiet. */
export function useSuppressed(): readonly WireAlarm[] {
  const quiet = useQuietAlarms();
  return useMemo(() => quiet.filter(({ state }) => state === 'suppressed'), [quiet]);
}

/** Open alarms that pass the filter; the worst stands first. */
export function useAlarmsOf(field: 'system' | 'equipment' | 'tag', key: string): readonly WireAlarm[] {
  const alarms = useAlarms();
  return useMemo(() => alarms.filter((alarm) => alarm[field] === key), [alarms, field, key]);
}

/** One open alarm, kept quiet or not; undefined when it is closed. */
export function useAlarm(id: string | null | undefined): WireAlarm | undefined {
  const alarms = useAlarms();
  const quiet = useQuietAlarms();
  return useMemo(
    () => alarms.find((alarm) => alarm.id === id) ?? quiet.find((alarm) => alarm.id === id),
    [alarms, quiet, id],
  );
}

/** Whether alarms come as a flood, and what is in maintenance mode. */
export const useDesk = (): WireDesk => useCell(useServices().desk);
