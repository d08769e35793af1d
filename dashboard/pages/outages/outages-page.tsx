import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { usePapers } from '../../data/hooks/use-paper.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireOutage } from '../../data/outage-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from '../../panels/paper/paper.module.css';
import { Shown } from '../../panels/paper/shown.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { OutageDialog } from './outage-dialog.tsx';
import { outageStage } from './outage-stage.ts';

/** What will be off, what is off, what was. */
export function OutagesPage(): ReactElement {
  const outages = usePapers('outage', ['list'], (api) => api.outages());
  const may = useMay('record:write');
  const [isPlanning, setPlanning] = useState(false);
  const { t } = useWords();
  const plan = may && (
    <Button variant="default" size="sm" onClick={() => setPlanning(true)}>
      {t('outages.plan')}
    </Button>
  );
  return (
    <div className={css.page}>
      <h1>{t('outages.title')}</h1>
      <Section title={t('outages.coming')} aside={plan}>
        <Shown query={outages}>
          {(found) => (
            <OutageTable outages={found.filter(({ state }) => state === 'open')} none={t('outages.noneComing')} />
          )}
        </Shown>
      </Section>
      <Section title={t('outages.former')}>
        <Shown query={outages}>
          {(found) => (
            <OutageTable outages={found.filter(({ state }) => state !== 'open')} none={t('outages.noFormer')} />
          )}
        </Shown>
      </Section>
      {isPlanning && <OutageDialog onClose={() => setPlanning(false)} />}
    </div>
  );
}

interface OutageTableProps {
  readonly outages: readonly WireOutage[];
  readonly none: string;
}

function OutageTable({ outages, none }: OutageTableProps): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  if (outages.length === 0) return <Notice title={none} />;
  const columns: Column<WireOutage>[] = [
    {
      key: 'title',
      title: t('outages.titleField'),
      cell: ({ id, title }) => (
        <Link to="/outages/$id" params={{ id: String(id) }}>
          {title}
        </Link>
      ),
    },
    { key: 'kind', title: t('outages.kindField'), cell: ({ kind }) => t(`outages.kind.${kind}`) },
    {
      key: 'from',
      title: t('outages.from'),
      number: true,
      cell: ({ startAt }) => time.brief(Date.parse(startAt), now),
    },
    {
      ...{ key: 'to', title: t('outages.to'), number: true, wide: true },
      cell: ({ endAt }) => time.brief(Date.parse(endAt), now),
    },
    {
      ...{ key: 'affected', title: t('outages.affected'), number: true, wide: true },
      cell: ({ affected }) => affected.length,
    },
    { key: 'stage', title: t('alarms.state'), cell: (outage) => t(`outages.stage.${outageStage(outage, now)}`) },
  ];
  return <Table caption={t('outages.title')} columns={columns} rows={outages} rowKey={({ id }) => id} />;
}
