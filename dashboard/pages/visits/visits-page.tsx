import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useVisits } from '../../data/hooks/use-shifts.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireVisit } from '../../data/shift-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { AskDialog } from './ask-dialog.tsx';
import { VisitDeeds } from './visit-deeds.tsx';
import { visitStanding } from './visit-standing.ts';
import css from './visits-page.module.css';

/** Outsiders in plant rooms: who waits for leave, who is inside, who was there. */
export function VisitsPage(): ReactElement {
  const visits = useVisits();
  const mayWrite = useMay('record:write');
  const columns = useColumns();
  const [isAsking, setAsking] = useState(false);
  const { t } = useWords();
  return (
    <div className={css.page}>
      <div className={css.head}>
        <h1>{t('visits.title')}</h1>
        {mayWrite && <Button onClick={() => setAsking(true)}>{t('visits.ask')}</Button>}
      </div>
      {visits.isPending && <Loading label={t('signIn.loading')} rows={4} />}
      {visits.error && (
        <Notice
          title={t('error.title')}
          code={t('error.code', { code: codeOf(visits.error) })}
          retry={{ label: t('error.retry'), act: () => void visits.refetch() }}
        />
      )}
      {visits.data?.length === 0 && <Notice title={t('visits.none')} />}
      {visits.data && visits.data.length > 0 && (
        <Table caption={t('visits.title')} columns={columns} rows={visits.data} rowKey={({ id }) => id} />
      )}
      {isAsking && <AskDialog onClose={() => setAsking(false)} />}
    </div>
  );
}

function useColumns(): Column<WireVisit>[] {
  const time = useSiteTime();
  const now = useNow();
  const { areas } = usePlant().site;
  const { t, text } = useWords();
  const areaName = (id: string): string => {
    const area = areas.find((one) => one.id === id);
    return area ? text(area.name) : id;
  };
  return [
    {
      key: 'visitor',
      title: t('visits.visitor'),
      cell: ({ body }) => (
        <span className={css.words}>
          {body.visitor}
          {body.people > 1 && ` × ${body.people}`}
          {body.company && <span className="quiet"> {body.company}</span>}
        </span>
      ),
    },
    { key: 'area', title: t('visits.area'), cell: ({ body }) => areaName(body.area) },
    {
      key: 'when',
      title: t('visits.from'),
      cell: ({ body }) => `${time.brief(Date.parse(body.startsAt), now)}–${time.minute(Date.parse(body.endsAt))}`,
    },
    { key: 'state', title: t('visits.state'), cell: (visit) => <Standing visit={visit} /> },
    { key: 'deeds', title: t('visits.deeds'), cell: (visit) => <VisitDeeds visit={visit} /> },
    {
      key: 'purpose',
      title: t('visits.purpose'),
      wide: true,
      cell: ({ body }) => <span className={css.words}>{body.purpose}</span>,
    },
    { key: 'host', title: t('visits.host'), wide: true, cell: ({ body }) => body.host },
  ];
}

function Standing({ visit }: { readonly visit: WireVisit }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const standing = visitStanding(visit, now);
  const { enteredAt, leftAt, endsAt, decision } = visit.body;
  const stamp = (iso: string | null): string => (iso === null ? '' : time.brief(Date.parse(iso), now));
  switch (standing) {
    case 'inside':
      return <strong>{t('visits.inside', { at: stamp(enteredAt) })}</strong>;
    case 'overdue':
      return <strong>! {t('visits.overdue', { at: stamp(endsAt) })}</strong>;
    case 'left':
      return <>{t('visits.left', { at: stamp(leftAt) })}</>;
    case 'refused':
      return <span className={css.words}>{t('visits.refused', { note: decision?.note ?? '' })}</span>;
    case 'asked':
      return <strong>{t('visits.asked')}</strong>;
    default:
      return <>{t(`visits.${standing}`)}</>;
  }
}
