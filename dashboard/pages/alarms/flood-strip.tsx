import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useAlarm, useAlarms, useDesk, useSuppressed } from '../../data/hooks/use-alarms.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { SYSTEMS } from '../../data/plant.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ConsequenceLink } from '../../panels/alarm-list/alarm-marks.tsx';
import { useAlarmName } from '../../panels/alarm-list/use-alarm-name.ts';
import { AlarmBadge } from '../../panels/live/alarm-badge.tsx';
import css from './flood-strip.module.css';

/** In a flood: since when, how many, what it began with, and how many in each system. Nothing otherwise. */
export function FloodStrip(): ReactElement | null {
  const { flood } = useDesk();
  const behind = useSuppressed().length;
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  if (!flood) return null;
  const since = time.stamp(Date.parse(flood.since), now);
  return (
    <section className={css.strip} aria-label={t('flood.label')}>
      <p className={css.head}>
        <strong>{t('flood.since', { at: since })}</strong> · {t('flood.counts', { count: flood.count, behind })}
      </p>
      {flood.firstOut && <First id={flood.firstOut} />}
      <Systems />
    </section>
  );
}

function First({ id }: { readonly id: string }): ReactElement {
  const alarm = useAlarm(id);
  const nameOf = useAlarmName();
  const { t } = useWords();
  return (
    <p className={css.first}>
      <span>{t('flood.first')}</span>
      {alarm && <AlarmBadge alarm={alarm} />}
      <Link to="/alarms" search={{ view: 'active', id }}>
        {alarm ? nameOf(alarm) : id}
      </Link>
      {alarm && <ConsequenceLink alarm={alarm} />}
    </p>
  );
}

/** Six places that never move. */
function Systems(): ReactElement {
  const alarms = useAlarms();
  const { t } = useWords();
  return (
    <ul className={css.systems}>
      {SYSTEMS.map((system) => (
        <li key={system}>
          <Link to="/systems/$system" params={{ system }}>
            {t(`system.${system}`)}
          </Link>{' '}
          {alarms.filter((alarm) => alarm.system === system).length}
        </li>
      ))}
    </ul>
  );
}
