import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useReport } from '../../data/hooks/use-maintenance.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { ReportKind, WireReport } from '../../data/maintenance-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { Section } from '../../ui/section.tsx';
import { Table } from '../../ui/table.tsx';
import css from './kpi-page.module.css';

const route = getRouteApi('/reports/$kind/$period');
const KINDS: readonly ReportKind[] = ['daily', 'weekly', 'monthly'];

/** One report as it is printed, and as a file for spreadsheets. */
export function ReportPage(): ReactElement {
  const { kind: asked, period } = route.useParams();
  const kind = KINDS.find((one) => one === asked) ?? 'daily';
  const query = useReport(kind, period);
  const { t } = useWords();
  const file = `/api/v1/reports/${kind}/${encodeURIComponent(period)}/csv`;
  return (
    <div className={css.page}>
      <div className={`${css.bar} ${css.noPrint}`}>
        <Link to="/kpi" search={{}}>
          {t('kpi.back')}
        </Link>
        <Button variant="default" size="sm" onClick={() => globalThis.print()}>
          {t('kpi.print')}
        </Button>
        <a href={file} download>
          {t('kpi.csv')}
        </a>
      </div>
      <Answer query={query}>{(report) => <Report report={report} />}</Answer>
    </div>
  );
}

function Report({ report }: { readonly report: WireReport }): ReactElement {
  const { site } = usePlant();
  const time = useSiteTime();
  const now = useNow();
  const { t, text } = useWords();
  const at = (iso: string): string => `${time.date(Date.parse(iso))} ${time.minute(Date.parse(iso))}`;
  return (
    <>
      <h1>
        {text(site.name)} · {text(report.title)} {report.period}
      </h1>
      <p className={css.small}>
        {at(report.startsAt)} – {at(report.endsAt)}
        {!report.isWhole && <b> {t('kpi.soFar', { at: time.brief(Date.parse(report.readyAt), now) })}</b>}
      </p>
      {report.parts.map((part) => (
        <Section key={part.id} title={text(part.title)} className={css.evenColumns}>
          <Table
            caption={text(part.title)}
            rows={part.lines.map((line, number) => ({ ...line, number }))}
            rowKey={({ number }) => number}
            columns={[
              {
                key: 'label',
                title: t('kpi.what'),
                cell: ({ label }) => <span className={css.words}>{text(label)}</span>,
              },
              { key: 'value', title: t('kpi.value'), number: true, cell: ({ value }) => value },
              {
                key: 'note',
                title: t('upkeep.note'),
                cell: ({ note }) => <span className={css.words}>{note && text(note)}</span>,
              },
            ]}
          />
        </Section>
      ))}
      <p className={css.onPaper}>{t('kpi.signatures')}</p>
    </>
  );
}
