import type { WireAlarm } from '../../data/alarm-api.ts';
import { useAlarmsOf } from '../../data/hooks/use-alarms.ts';
import { usePresentValue } from '../../data/hooks/use-reading.ts';

/** Somebody calls for help from the car. */
export interface Call {
  /** The alarm of it; absent in the moment before there is one. */
  readonly alarm: WireAlarm | undefined;
}

/** The call out of one car: while the button is pressed, and while its alarm holds; null when nobody calls. A lost value ends no call. */
export function useCall(lift: string): Call | null {
  const tag = `${lift}.passenger_alarm`;
  const isPressed = (usePresentValue(tag) ?? 0) > 0;
  const alarm = useAlarmsOf('tag', tag).find(({ returnedAt }) => returnedAt === null);
  return isPressed || alarm ? { alarm } : null;
}
