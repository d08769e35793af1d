import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { addDays, siteDays } from '../../format/site-days.ts';
import { useWords } from '../../i18n/use-words.ts';
import { CoverageSection } from './coverage-section.tsx';
import { DutyNow } from './duty-now.tsx';
import { DutyWeek } from './duty-week.tsx';
import { EscalationSection } from './escalation-section.tsx';
import css from './on-call-page.module.css';
import { OverrideSection } from './override-section.tsx';

const route = getRouteApi('/on-call');

const WEEK = 7;

/** Who answers now and until when, who will, what is being told to whom, and where nobody would answer. */
export function OnCallPage(): ReactElement {
  const { from } = route.useSearch();
  const { timeZone } = usePlant().site;
  const time = useSiteTime();
  const today = time.date(useNow());
  const { t } = useWords();
  const first = from ?? today;
  const days = siteDays(first, WEEK, timeZone);
  return (
    <div className={css.page}>
      <h1>{t('nav.onCall')}</h1>
      <DutyNow />
      <EscalationSection />
      <CoverageSection />
      <nav className={css.weeks} aria-label={t('duty.weeks')}>
        <Link to="/on-call" search={{ from: addDays(first, -WEEK) }}>
          ‹ {t('duty.before')}
        </Link>
        <Link to="/on-call" search={{}} aria-current={first === today}>
          {t('duty.thisWeek')}
        </Link>
        <Link to="/on-call" search={{ from: addDays(first, WEEK) }}>
          {t('duty.after')} ›
        </Link>
      </nav>
      <DutyWeek days={days} />
      <OverrideSection days={days} />
    </div>
  );
}
