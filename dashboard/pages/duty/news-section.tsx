import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { useDutyNews } from '../../data/hooks/use-shifts.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import css from './duty-page.module.css';

/** What has changed since the person last had the duty: read in a minute. Nothing until it is known. */
export function NewsSection(): ReactElement | null {
  const { data } = useDutyNews();
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  if (!data) return null;
  const since =
    data.lastShiftEndedAt === null
      ? t('shifts.newsDay')
      : t('shifts.newsSince', { at: time.brief(Date.parse(data.since), now) });
  return (
    <Section title={t('shifts.news')} aside={<span className="quiet">{since}</span>}>
      <dl className={css.news}>
        <Count label={t('shifts.alarms')} count={data.alarms}>
          <Link to="/alarms" search={{ view: 'history' }}>
            {data.alarms}
          </Link>
        </Count>
        <Count label={t('shifts.urgent')} count={data.urgentAlarms} />
        <Count label={t('shifts.newOrders')} count={data.orders} />
        <Count label={t('shifts.doneOrders')} count={data.ordersDone} />
        <Count label={t('shifts.shelved')} count={data.shelved} />
        <Count label={t('shifts.missed')} count={data.missed} />
      </dl>
    </Section>
  );
}

interface CountProps {
  readonly label: string;
  readonly count: number;
  readonly children?: ReactNode;
}

function Count({ label, count, children }: CountProps): ReactElement {
  return (
    <div className={css.count}>
      <dt className="label">{label}</dt>
      <dd className={css.figure}>{children ?? count}</dd>
    </div>
  );
}
