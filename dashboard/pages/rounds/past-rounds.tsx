import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useDaysAgo, useRounds } from '../../data/hooks/use-rounds.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { RoundBrief } from '../../data/round-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';

/** What became of the rounds of the last week, newest first. */
export function PastRounds(): ReactElement {
  const rounds = useRounds(useDaysAgo(7));
  const columns = useColumns();
  const { t } = useWords();
  if (rounds.error && !rounds.data) return <Notice title={t('error.title')} code={codeOf(rounds.error)} />;
  if (!rounds.data) return <Loading label={t('signIn.loading')} />;
  const past = rounds.data.filter(({ state }) => state !== 'open');
  if (past.length === 0) return <Notice title={t('rounds.nonePast')} />;
  return <Table caption={t('rounds.view.past')} columns={columns} rows={past} rowKey={({ id }) => id} />;
}

function useColumns(): Column<RoundBrief>[] {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t, text } = useWords();
  const name = (by: string | null): string => (by === null ? '—' : personName(by));
  return [
    {
      key: 'at',
      title: t('rounds.at'),
      cell: ({ id, at, title }) => (
        <Link to="/rounds/$id" params={{ id: String(id) }} search={{}}>
          {time.brief(at, now)} {text(title)}
        </Link>
      ),
    },
    {
      key: 'state',
      title: t('alarms.state'),
      cell: ({ state, isHasty }) => `${t(`rounds.state.${state}`)}${isHasty ? ` · ! ${t('rounds.hasty')}` : ''}`,
    },
    { key: 'done', title: t('rounds.done'), number: true, cell: ({ stops }) => `${stops.done}/${stops.all}` },
    { key: 'late', title: t('rounds.late'), number: true, cell: ({ stops }) => stops.late },
    { key: 'missed', title: t('rounds.missed'), number: true, cell: ({ stops }) => stops.missed },
    { key: 'skipped', title: t('rounds.skipped'), number: true, wide: true, cell: ({ stops }) => stops.skipped },
    { key: 'findings', title: t('rounds.findings'), number: true, cell: ({ findings }) => findings },
    { key: 'signed', title: t('rounds.signedBy'), wide: true, cell: ({ signedBy }) => name(signedBy) },
    { key: 'reviewed', title: t('rounds.reviewedBy'), wide: true, cell: ({ reviewedBy }) => name(reviewedBy) },
  ];
}
