import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { WireSink } from '../../data/api.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatAge } from '../../format/duration.ts';
import { formatNumber, MISSING } from '../../format/number.ts';
import { msOf, type SiteTime } from '../../format/site-time.ts';
import { useWords, type Words } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './records-page.module.css';
import { ReplayDialog } from './replay-dialog.tsx';

/** The history of this machine reads the same log as the databases, but there is nothing to send it. */
const EMBEDDED = 'embedded';

/** Each database with how far behind it is, what it refused, and what it last said. */
export function SinkSection({ sinks }: { readonly sinks: readonly WireSink[] }): ReactElement {
  const [repeated, setRepeated] = useState<string>();
  const mayRepeat = useMay('plant:write');
  const words = useWords();
  const now = useNow();
  const columns = sinkColumns(words, useSiteTime(), now);
  const repeat: Column<WireSink> = {
    key: 'repeat',
    title: words.t('records.deeds'),
    cell: ({ sink }) =>
      sink !== EMBEDDED && (
        <Button variant="default" size="xs" onClick={() => setRepeated(sink)}>
          {words.t('records.repeat')}
        </Button>
      ),
  };
  return (
    <Section title={words.t('records.sinks')}>
      <Table
        caption={words.t('records.sinks')}
        columns={mayRepeat ? [...columns, repeat] : columns}
        rows={sinks}
        rowKey={({ sink }) => sink}
      />
      {repeated && <ReplayDialog sink={repeated} nowMs={now} onClose={() => setRepeated(undefined)} />}
    </Section>
  );
}

function sinkColumns({ t }: Words, time: SiteTime, now: number): Column<WireSink>[] {
  const count = (
    key: 'stored' | 'refused' | 'repeating',
    of: (sink: WireSink) => number | undefined,
  ): Column<WireSink> => ({
    ...{ key, title: t(`records.${key}`), number: true, wide: true },
    cell: (sink) => formatNumber(of(sink) ?? 0, 0),
  });
  return [
    {
      key: 'sink',
      title: t('records.sink'),
      cell: ({ sink }) => (sink === EMBEDDED ? t('records.embedded') : sink),
    },
    { key: 'behind', title: t('records.behind'), number: true, cell: (sink) => <Behind sink={sink} /> },
    count('stored', (sink) => sink.storedSamples),
    count('refused', (sink) => sink.quarantinedSamples),
    count('repeating', (sink) => sink.repeatingSamples),
    {
      ...{ key: 'last', title: t('records.lastStored'), number: true },
      cell: ({ lastStoredAt }) => time.stamp(msOf(lastStoredAt), now),
    },
    {
      ...{ key: 'error', title: t('records.lastError'), wide: true },
      cell: ({ lastError }) => <span className={css.words}>{lastError ?? MISSING}</span>,
    },
  ];
}

function Behind({ sink: { behindSamples, behindMs } }: { readonly sink: WireSink }): ReactElement {
  if (behindSamples === 0) return <>{formatNumber(0, 0)}</>;
  return (
    <span className={css.notable}>
      {formatNumber(behindSamples, 0)} · {formatAge(behindMs)}
    </span>
  );
}
