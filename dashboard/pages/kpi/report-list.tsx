import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useReports } from '../../data/hooks/use-maintenance.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireReportEntry } from '../../data/maintenance-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';

/** Daily, weekly and monthly reports, each ready when its time is over. */
export function ReportList(): ReactElement {
  const query = useReports();
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const title = t('kpi.reports');
  const columns: Column<WireReportEntry>[] = [
    { key: 'kind', title: t('kpi.what'), cell: ({ kind }) => t(`kpi.kind.${kind}`) },
    {
      key: 'period',
      title: t('kpi.period'),
      cell: ({ kind, period }) => (
        <Link to="/reports/$kind/$period" params={{ kind, period }}>
          {period}
        </Link>
      ),
    },
    {
      key: 'ready',
      title: t('kpi.ready'),
      cell: ({ readyAt }) => {
        const at = time.brief(Date.parse(readyAt), now);
        return Date.parse(readyAt) <= now ? t('kpi.readyAt', { at }) : t('kpi.soFar', { at });
      },
    },
  ];
  return (
    <Section title={title}>
      <Answer query={query}>
        {(reports) => (
          <Table caption={title} columns={columns} rows={reports} rowKey={({ kind, period }) => `${kind} ${period}`} />
        )}
      </Answer>
    </Section>
  );
}
