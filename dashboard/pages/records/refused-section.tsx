import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import type { WireRefused } from '../../data/api.ts';
import { codeOf } from '../../data/api-error.ts';
import { useDecideRefused, useRefused } from '../../data/hooks/use-records.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './records-page.module.css';

/** Values a database would not take, with its own words; a person decides. */
export function RefusedSection(): ReactElement {
  const refused = useRefused();
  const decide = useDecideRefused();
  const mayDecide = useMay('plant:write');
  const columns = useColumns();
  const { t } = useWords();
  const deeds: Column<WireRefused> = {
    key: 'deeds',
    title: t('records.deeds'),
    cell: ({ sink, id, isRetrying }) => (
      <span className={css.deeds}>
        <Button
          variant="default"
          size="xs"
          disabled={isRetrying}
          onClick={() => decide.mutate({ what: 'retry', sink, ids: [id] })}
        >
          {isRetrying ? t('records.retrying') : t('records.retry')}
        </Button>
        <Button variant="default" size="xs" onClick={() => decide.mutate({ what: 'drop', sink, ids: [id] })}>
          {t('records.drop')}
        </Button>
      </span>
    ),
  };
  return (
    <Section title={t('records.quarantine')}>
      {decide.error && <Notice title={t('error.title')} code={codeOf(decide.error)} />}
      {refused.isPending && <Loading label={t('signIn.loading')} rows={2} />}
      {refused.data?.length === 0 && <Notice title={t('records.noneRefused')} />}
      {refused.data && refused.data.length > 0 && (
        <Table
          caption={t('records.quarantine')}
          columns={mayDecide ? [...columns, deeds] : columns}
          rows={refused.data}
          rowKey={({ id }) => id}
        />
      )}
    </Section>
  );
}

function useColumns(): Column<WireRefused>[] {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  return [
    { key: 'sink', title: t('records.sink'), cell: ({ sink }) => sink },
    { key: 'tag', title: t('records.tag'), cell: ({ tag }) => <span className="mono">{tag}</span> },
    {
      ...{ key: 'time', title: t('records.at'), number: true },
      cell: ({ sourceTime }) => time.stamp(msOf(sourceTime), now),
    },
    { key: 'value', title: t('records.value'), number: true, cell: ({ value }) => String(value) },
    {
      ...{ key: 'reason', title: t('records.reason'), wide: true },
      cell: ({ reason }) => <span className={css.words}>{reason}</span>,
    },
  ];
}
