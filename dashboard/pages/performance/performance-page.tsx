import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { usePerformance } from '../../data/hooks/use-performance.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WirePerformance } from '../../data/performance-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { CountSection } from './count-section.tsx';
import { DayBars } from './day-bars.tsx';
import { MeasureSection } from './measure-section.tsx';
import css from './performance-page.module.css';
import { QuietedSection } from './quieted-section.tsx';
import { SplitSection } from './split-section.tsx';
import { StandingSection } from './standing-section.tsx';

const route = getRouteApi('/alarms/performance');

const PERIODS = [1, 7, 30] as const;

/** How well the alarms serve the person at the desk: each figure beside what is aimed at, and what to begin with. */
export function PerformancePage(): ReactElement {
  const { days } = route.useSearch();
  const navigate = useNavigate();
  const performance = usePerformance(days);
  const { t } = useWords();
  return (
    <div className={css.page}>
      <h1>{t('nav.performance')}</h1>
      <Tabs
        label={t('performance.period')}
        tabs={PERIODS.map((count) => ({ id: String(count), label: t('performance.days', { count }) }))}
        chosen={String(days)}
        onChoose={(id) =>
          void navigate({ to: '/alarms/performance', search: { days: PERIODS.find((n) => String(n) === id) ?? 30 } })
        }
      />
      {performance.error && (
        <Notice
          title={t('error.title')}
          code={t('error.code', { code: codeOf(performance.error) })}
          retry={{ label: t('error.retry'), act: () => void performance.refetch() }}
        />
      )}
      {performance.isPending && <Loading label={t('signIn.loading')} rows={8} />}
      {performance.data && <Report performance={performance.data} />}
    </div>
  );
}

function Report({ performance }: { readonly performance: WirePerformance }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const { startsAt, endsAt, alarms } = performance;
  const [from, to] = [startsAt, endsAt].map((iso) => time.brief(Date.parse(iso), now));
  return (
    <>
      <p className="label">{t('performance.range', { count: alarms, from: from ?? '', to: to ?? '' })}</p>
      <MeasureSection performance={performance} />
      <Section title={t('performance.byDay')}>
        <DayBars days={performance.days} />
      </Section>
      <SplitSection performance={performance} />
      <CountSection title={t('performance.mostFrequent')} rows={performance.mostFrequent} total={alarms} />
      <CountSection title={t('performance.chattering')} rows={performance.chattering} />
      <CountSection title={t('performance.fleeting')} rows={performance.fleeting} />
      <StandingSection rows={performance.standing} />
      <QuietedSection performance={performance} />
    </>
  );
}
