import type { ReactElement } from 'react';
import { isUnacknowledged } from '../../data/alarm-store.ts';
import { useAlarms } from '../../data/hooks/use-alarms.ts';
import { useLink, useNow } from '../../data/hooks/use-site.ts';
import { formatElapsed } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useAlarmName } from '../../panels/alarm-list/use-alarm-name.ts';
import { AlarmBadge } from '../../panels/live/alarm-badge.tsx';
import css from './wall-page.module.css';

const MOST_SHOWN = 5;

/** The five that come first, in the order of every list: priority, then newest. What is unknown is not called none. */
export function WallAlarms(): ReactElement {
  const alarms = useAlarms();
  const link = useLink();
  const nameOf = useAlarmName();
  const now = useNow();
  const { t } = useWords();
  if (alarms.length === 0)
    return <p className={css.none}>{t(link.state === 'live' ? 'wall.noAlarms' : 'wall.noAlarmsKnown')}</p>;
  const more = alarms.length - MOST_SHOWN;
  return (
    <ol className={css.alarms} aria-label={t('alarms.title')}>
      {alarms.slice(0, MOST_SHOWN).map((alarm, i) => (
        <li key={alarm.id} className={css.alarm} data-priority={alarm.priority} data-waiting={isUnacknowledged(alarm)}>
          <AlarmBadge alarm={alarm} />
          <span className={css.what}>{nameOf(alarm)}</span>
          <span className={css.age}>
            {formatElapsed(now - Date.parse(alarm.activeAt))}
            {i === MOST_SHOWN - 1 && more > 0 && ` · ${t('wall.more', { count: more })}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
