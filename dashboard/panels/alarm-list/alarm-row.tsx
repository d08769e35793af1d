import { Link } from '@tanstack/react-router';
import { memo, type ReactElement } from 'react';
import { isUnacknowledged } from '../../data/alarm-store.ts';
import type { WireAlarm } from '../../data/api.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { useCell } from '../../data/hooks/use-cell.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatElapsed } from '../../format/duration.ts';
import { joinName } from '../../format/join-name.ts';
import { formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import { usePersonName } from '../live/use-person-name.ts';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import css from './alarm-list.module.css';
import { alarmQuantity } from './alarm-quantity.ts';

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
  const plant = usePlant();
  const time = useSiteTime();
  const now = useNow();
  const { t, text } = useWords();
  const equipment = plant.equipmentById.get(alarm.equipment);
  const waits = isUnacknowledged(alarm);
  return (
    <li
      className={css.row}
      data-priority={alarm.priority}
      data-selected={selected}
      data-waiting={waits}
      data-short={short}
    >
      <PriorityBadge
        priority={alarm.priority}
        state={alarm.state}
        blinking={blinking}
        label={t(`priority.${alarm.priority}`)}
      />
      <button
        type="button"
        className={css.main}
        aria-current={selected}
        onClick={() => onSelect(alarm.id)}
        data-alarm={alarm.id}
      >
        <span className={css.time}>{time.stamp(Date.parse(alarm.activeAt), now)}</span>
        <span className={css.what}>
          {joinName(equipment ? text(equipment.name) : alarm.equipment, text(alarm.title))}
        </span>
        <span className={css.quantity}>{alarmQuantity(alarm, plant, formatQuantity)}</span>
        <span className={css.age}>
          {alarm.state === 'closed' ? '' : formatElapsed(now - Date.parse(alarm.activeAt))}
        </span>
        <AlarmOwner alarm={alarm} />
      </button>
      {!short && (
        <span className={css.order}>
          {alarm.workOrder !== null && (
            <Link to="/work-orders/$id" params={{ id: String(alarm.workOrder) }}>
              {t('orders.name', { id: alarm.workOrder })}
            </Link>
          )}
        </span>
      )}
      <AcknowledgeButton alarm={alarm} />
    </li>
  );
});

/** Who has acknowledged and when; for the others their state in words. */
function AlarmOwner({ alarm }: { readonly alarm: WireAlarm }): ReactElement {
  const time = useSiteTime();
  const { t } = useWords();
  const { preferences } = useServices();
  const steady = !useCell(preferences).blink;
  const personName = usePersonName();
  if (alarm.state === 'active-acknowledged' && alarm.acknowledgedAt) {
    const at = time.minute(Date.parse(alarm.acknowledgedAt));
    return <span className={css.owner}>{t('alarms.by', { name: personName(alarm.acknowledgedBy ?? ''), at })}</span>;
  }
  return (
    <span className={css.owner}>
      {steady && isUnacknowledged(alarm) && <strong>{t('banner.new')} </strong>}
      {t(`alarmState.${alarm.state}`)}
    </span>
  );
}
