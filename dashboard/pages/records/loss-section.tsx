import type { ReactElement } from 'react';
import type { WireLoss } from '../../data/api.ts';
import { useLosses } from '../../data/hooks/use-records.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatNumber, MISSING } from '../../format/number.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';

/** Everything that is missing somewhere, with the reason; a trend shows the same hole. */
export function LossSection(): ReactElement {
  const losses = useLosses();
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const columns: Column<WireLoss>[] = [
    { key: 'from', title: t('records.from'), number: true, cell: ({ from }) => time.stamp(msOf(from), now) },
    { key: 'to', title: t('records.to'), number: true, cell: ({ to }) => time.stamp(msOf(to), now) },
    { key: 'why', title: t('records.why'), cell: ({ kind }) => t(`records.loss.${kind}`) },
    { key: 'where', title: t('records.missingIn'), cell: ({ sink }) => sink ?? t('records.everywhere') },
    {
      ...{ key: 'samples', title: t('records.samples'), number: true },
      cell: ({ samples }) => (samples === 0 ? MISSING : formatNumber(samples, 0)),
    },
  ];
  return (
    <Section title={t('records.losses')}>
      {losses.isPending && <Loading label={t('signIn.loading')} rows={2} />}
      {losses.data?.length === 0 && <Notice title={t('records.noLosses')} />}
      {losses.data && losses.data.length > 0 && (
        <Table caption={t('records.losses')} columns={columns} rows={losses.data} rowKey={({ id }) => id} />
      )}
    </Section>
  );
}
