import type { ReactElement } from 'react';
import type { MeterRun } from '../../data/meter-run-api.ts';
import { formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './meter-runs.module.css';

type Balance = MeterRun['body']['balances'][number];

/** Main meters beside what is behind them; a sum with a reading missing in it is not shown. */
export function BalanceSection({ balances }: { readonly balances: readonly Balance[] }): ReactElement | null {
  const { t } = useWords();
  const columns: Column<Balance>[] = [
    {
      key: 'main',
      title: t('meterRuns.main'),
      cell: ({ kind, parent }) => `${t(`meterRuns.kind.${kind}`)} · ${parent ?? t('meterRuns.allMains')}`,
    },
    { key: 'use', title: t('meterRuns.use'), number: true, cell: ({ main, unit }) => formatQuantity(main, 0, unit) },
    {
      key: 'behind',
      title: t('meterRuns.behind'),
      number: true,
      cell: ({ behind, unit, behindCount }) => `${formatQuantity(behind, 0, unit)} (${behindCount})`,
    },
    {
      key: 'loss',
      title: t('meterRuns.loss'),
      number: true,
      cell: ({ lossPercent, isOdd }) => (
        <>
          {formatQuantity(lossPercent, 1, '%')} {isOdd && <span className={css.tag}>! {t('meterRuns.lossOdd')}</span>}
        </>
      ),
    },
  ];
  if (balances.length === 0) return null;
  return (
    <Section title={t('meterRuns.balance')}>
      <Table
        caption={t('meterRuns.balance')}
        columns={columns}
        rows={balances}
        rowKey={({ kind, parent }) => `${kind} ${parent}`}
      />
    </Section>
  );
}
