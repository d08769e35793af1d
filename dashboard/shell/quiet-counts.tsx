import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useQuietConditions } from '../data/hooks/use-alarm-work.ts';
import { useDesk, useSuppressed } from '../data/hooks/use-alarms.ts';
import { useWords } from '../i18n/use-words.ts';
import css from './banner.module.css';

const VIEWS = ['shelved', 'suppressed', 'out-of-service'] as const;

/** Whether alarms are recorded, whether it is a flood, and how much is kept quiet, with the way to it: what nobody hears is never out of sight. */
export function QuietCounts(): ReactElement | null {
  const { flood, unrecordedSince } = useDesk();
  const suppressed = useSuppressed().length;
  const conditions = useQuietConditions().data ?? [];
  const { t } = useWords();
  const shelved = conditions.filter(({ state }) => state === 'shelved').length;
  const counts = { shelved, suppressed, 'out-of-service': conditions.length - shelved };
  const shown = VIEWS.filter((view) => counts[view] > 0);
  const isRecorded = unrecordedSince === null;
  if (shown.length === 0 && !flood && isRecorded) return null;
  return (
    <span className={css.quiet}>
      {!isRecorded && (
        <Link to="/alarms" search={{ view: 'active' }} className={css.flood}>
          {t('banner.unrecorded')}
        </Link>
      )}
      {flood && (
        <Link to="/alarms" search={{ view: 'active' }} className={css.flood}>
          {t('banner.flood', { count: flood.count })}
        </Link>
      )}
      {shown.map((view) => (
        <Link key={view} to="/alarms" search={{ view }} className={css.quietCount}>
          {t(`banner.quiet.${view}`)} <b>{counts[view]}</b>
        </Link>
      ))}
    </span>
  );
}
