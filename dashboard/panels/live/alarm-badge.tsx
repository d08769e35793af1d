import type { ReactElement } from 'react';
import type { WireAlarm } from '../../data/alarm-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PriorityBadge } from '../../ui/priority-badge.tsx';

export interface AlarmBadgeProps {
  readonly alarm: WireAlarm;
  readonly size?: number;
  readonly blinking?: boolean;
}

/** The badge of one alarm as it stands. */
export function AlarmBadge({ alarm, size = 20, blinking = true }: AlarmBadgeProps): ReactElement {
  const { t } = useWords();
  return (
    <PriorityBadge
      priority={alarm.priority}
      state={alarm.state}
      returned={alarm.returnedAt !== null}
      size={size}
      blinking={blinking}
      label={t(`priority.${alarm.priority}`)}
    />
  );
}
