import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import type { WireComplaint, WireComplaintFigures } from '../../data/complaint-api.ts';
import { usePapers } from '../../data/hooks/use-paper.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from '../../panels/paper/paper.module.css';
import { Shown } from '../../panels/paper/shown.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { ComplaintClock } from './complaint-clock.tsx';
import { RegisterDialog } from './register-dialog.tsx';

/** Complaints that wait for somebody first; then how well the last month went, and what is over. */
export function ComplaintsPage(): ReactElement {
  const complaints = usePapers('complaint', ['list'], (api) => api.complaints());
  const figures = usePapers('complaint', ['figures'], (api) => api.complaintFigures());
  const may = useMay('record:write');
  const [isRegistering, setRegistering] = useState(false);
  const { t } = useWords();
  const register = may && (
    <Button size="sm" onClick={() => setRegistering(true)}>
      {t('complaints.register')}
    </Button>
  );
  return (
    <div className={css.page}>
      <h1>{t('complaints.title')}</h1>
      <Section title={t('complaints.open')} aside={register}>
        <Shown query={complaints}>
          {(found) => <Rows rows={found.filter(({ state }) => state === 'open')} none={t('complaints.noneOpen')} />}
        </Shown>
      </Section>
      <Section title={t('complaints.figures')}>
        <Shown query={figures}>{(found) => <Figures figures={found} />}</Shown>
      </Section>
      <Section title={t('complaints.closed')}>
        <Shown query={complaints}>
          {(found) => <Rows rows={found.filter(({ state }) => state !== 'open')} none={t('complaints.noneClosed')} />}
        </Shown>
      </Section>
      {isRegistering && <RegisterDialog onClose={() => setRegistering(false)} />}
    </div>
  );
}

interface RowsProps {
  readonly rows: readonly WireComplaint[];
  readonly none: string;
}

function Rows({ rows, none }: RowsProps): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  if (rows.length === 0) return <Notice title={none} />;
  const columns: Column<WireComplaint>[] = [
    {
      key: 'id',
      title: t('paper.what'),
      cell: ({ id, summary }) => (
        <Link to="/complaints/$id" params={{ id: String(id) }}>
          {t('paper.number', { id })} {summary.slice(0, 60)}
        </Link>
      ),
    },
    { key: 'room', title: t('complaints.room'), cell: ({ room }) => room },
    {
      key: 'topic',
      title: t('complaints.topicField'),
      wide: true,
      cell: ({ topic }) => t(`complaints.topic.${topic}`),
    },
    { key: 'at', title: t('paper.at'), number: true, wide: true, cell: ({ at }) => time.brief(Date.parse(at), now) },
    { key: 'clock', title: t('alarms.state'), cell: (complaint) => <ComplaintClock complaint={complaint} /> },
  ];
  return <Table caption={t('complaints.title')} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}

function Figures({ figures }: { readonly figures: WireComplaintFigures }): ReactElement {
  const { t } = useWords();
  const { received, open, valid, closed, inTime, judgedInTime, second, calledBack, satisfied, byTopic } = figures;
  const topics = byTopic.map(({ topic, count, isHot }) => {
    const words = t('complaints.topicCount', { topic: t(`complaints.topic.${topic}`), count });
    return isHot ? `! ${words} (${t('complaints.hot')})` : words;
  });
  return (
    <ul>
      <li>{t('complaints.received', { count: received, open })}</li>
      <li>{t('complaints.handled', { closed, valid })}</li>
      <li>{t('complaints.inTime', { inTime, judged: judgedInTime })}</li>
      <li>{t('complaints.second', { count: second })}</li>
      <li>{t('complaints.satisfied', { satisfied, asked: calledBack })}</li>
      {topics.length > 0 && <li>{topics.join(' · ')}</li>}
    </ul>
  );
}
