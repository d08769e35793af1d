import type { ReactElement } from 'react';
import { useAlarmsOf } from '../../data/hooks/use-alarms.ts';
import { AlarmBadge } from '../live/alarm-badge.tsx';

/** The worst open alarm of a machine as its badge; nothing while it has none. Stands in a `DisplayBox`. */
export function AlarmMark({ equipment }: { readonly equipment: string }): ReactElement | null {
  const worst = useAlarmsOf('equipment', equipment)[0];
  return worst ? <AlarmBadge alarm={worst} /> : null;
}
