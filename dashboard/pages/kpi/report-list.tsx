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
        {(reports) =>
          KINDS.map((kind) => (
            <OfKind key={kind} reports={reports.filter((one) => one.kind === kind)} columns={columns} />
          ))
        }
      </Answer>
    </Section>
  );
}

const KINDS = ['daily', 'weekly', 'monthly'] as const;
/** The one under way and the last two that are whole; who wants older ones unfolds them. */
const NEWEST = 3;

interface OfKindProps {
  readonly reports: readonly WireReportEntry[];
  readonly columns: readonly Column<WireReportEntry>[];
}

/** The reports of one kind, newest first. */
function OfKind({ reports, columns }: OfKindProps): ReactElement | null {
  const { t } = useWords();
  const [first] = reports;
  if (!first) return null;
  const caption = t(`kpi.kind.${first.kind}`);
  const table = (rows: readonly WireReportEntry[]): ReactElement => (
    <Table caption={caption} columns={columns} rows={rows} rowKey={({ period }) => period} />
  );
  return (
    <>
      {table(reports.slice(0, NEWEST))}
      {reports.length > NEWEST && (
        <details>
          <summary>{t('kpi.older', { kind: caption, count: reports.length - NEWEST })}</summary>
          {table(reports.slice(NEWEST))}
        </details>
      )}
    </>
  );
}
