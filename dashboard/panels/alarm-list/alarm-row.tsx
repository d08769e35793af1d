import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { WireAlarm } from '../../data/alarm-api.ts';
import { isQuiet, isUnacknowledged } from '../../data/alarm-store.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatElapsed } from '../../format/duration.ts';
import { formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmBadge } from '../live/alarm-badge.tsx';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import css from './alarm-list.module.css';
import { AlarmMarks, ConsequenceLink } from './alarm-marks.tsx';
import { alarmQuantity } from './alarm-quantity.ts';
import { AlarmStanding } from './alarm-standing.tsx';
import { useAlarmName } from './use-alarm-name.ts';

export interface AlarmRowProps {
  readonly alarm: WireAlarm;
  readonly selected: boolean;
  readonly blinking: boolean;
  readonly onSelect: (id: string) => void;
  /** Narrow places leave equipment and order out. */
  readonly short?: boolean;
}

/** One alarm: edge · badge · time · equipment · what · value and limit · age · owner · order · Acknowledge. */
export const AlarmRow = memo(function AlarmRow({ alarm, selected, blinking, onSelect, short = false }: AlarmRowProps) {
  const { t } = useWords();
  return (
    <li
      className={css.row}
      data-priority={isQuiet(alarm) ? undefined : alarm.priority}
      data-selected={selected}
      data-waiting={isUnacknowledged(alarm)}
      data-short={short}
    >
      <AlarmBadge alarm={alarm} blinking={blinking} />
      <Main alarm={alarm} selected={selected} onSelect={onSelect} />
      {!short && (
        <span className={css.order}>
          {alarm.workOrder !== null && (
            <Link to="/work-orders/$id" params={{ id: String(alarm.workOrder) }}>
              {t('orderName', { id: alarm.workOrder })}
            </Link>
          )}
          <ConsequenceLink alarm={alarm} />
        </span>
      )}
      <AcknowledgeButton alarm={alarm} />
    </li>
  );
});

/** The part of a row that opens its card. */
function Main({ alarm, selected, onSelect }: Pick<AlarmRowProps, 'alarm' | 'selected' | 'onSelect'>) {
  const plant = usePlant();
  const time = useSiteTime();
  const now = useNow();
  const nameOf = useAlarmName();
  const activeAt = Date.parse(alarm.activeAt);
  return (
    <button
      type="button"
      className={css.main}
      aria-current={selected}
      onClick={() => onSelect(alarm.id)}
      data-alarm={alarm.id}
    >
      <span className={css.time}>{time.stamp(activeAt, now)}</span>
      <span className={css.what}>
        {nameOf(alarm)}
        <AlarmMarks alarm={alarm} />
      </span>
      <span className={css.quantity}>{alarmQuantity(alarm, plant, formatQuantity)}</span>
      <span className={css.age}>{alarm.state === 'closed' ? '' : formatElapsed(now - activeAt)}</span>
      <AlarmStanding alarm={alarm} className={css.owner} />
    </button>
  );
}
