import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useBoard } from '../../data/hooks/use-maintenance.ts';
import { usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { ExportHint } from './export-hint.tsx';
import { FigureSections } from './figure-sections.tsx';
import css from './kpi-page.module.css';
import { monthRange, otherMonth } from './month-range.ts';
import { RateSection } from './rate-section.tsx';
import { ReportList } from './report-list.tsx';

const route = getRouteApi('/kpi');

/** The department in figures, a month at a time, each rate with what is divided by what; and the reports that are ready. */
export function KpiPage(): ReactElement {
  const { time } = useServices();
  const { timeZone } = usePlant().site;
  const site = useSiteTime();
  const { month = site.month(time.nowMs()) } = route.useSearch();
  const navigate = useNavigate();
  const { from, to } = monthRange(month, timeZone);
  const board = useBoard(from, to);
  const former = monthRange(otherMonth(month, -1), timeZone);
  const before = useBoard(former.from, former.to);
  const { t } = useWords();
  const go = (by: number) => () => void navigate({ to: '/kpi', search: { month: otherMonth(month, by) } });
  return (
    <div className={css.page}>
      <h1>{t('kpi.title')}</h1>
      <div className={css.bar}>
        <Button variant="default" size="sm" className={css.noPrint} onClick={go(-1)}>
          {t('kpi.before')}
        </Button>
        <b>{month}</b>
        <Button variant="default" size="sm" className={css.noPrint} onClick={go(1)}>
          {t('kpi.after')}
        </Button>
        <Button variant="default" size="sm" className={css.noPrint} onClick={() => globalThis.print()}>
          {t('kpi.print')}
        </Button>
      </div>
      <Answer query={board}>
        {(data) => (
          <>
            <RateSection board={data} before={before.data} />
            <FigureSections board={data} />
          </>
        )}
      </Answer>
      <div className={css.noPrint}>
        <ReportList />
        <ExportHint />
      </div>
    </div>
  );
}
