import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useMeterRuns } from '../../data/hooks/use-meter-runs.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';

/** Meter runs that are still to be filed, with the way to what is read by hand; nothing when none is under way. */
export function OwnMeterRuns(): ReactElement | null {
  const runs = useMeterRuns().data ?? [];
  const may = useMay('record:write');
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const open = runs.filter(({ state }) => state === 'open');
  if (!may || open.length === 0) return null;
  return (
    <Section title={t('meterRuns.title')}>
      <ul>
        {open.map(({ id, period, read, meters, dueAt }) => (
          <li key={id}>
            <Link to="/meter-runs/$id" params={{ id: String(id) }} search={{ list: 'hand' }}>
              {t('meterRuns.run', { period: period.replace('T', ' ') })} ·{' '}
              {t('meterRuns.readOf', { read, all: meters })}
            </Link>
            {dueAt !== null && <span className="quiet"> {t('meterRuns.fileBy', { at: time.brief(dueAt, now) })}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
