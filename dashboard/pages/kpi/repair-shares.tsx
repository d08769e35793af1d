import type { ReactElement } from 'react';
import type { WireBoard } from '../../data/maintenance-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { Table } from '../../ui/table.tsx';

interface RepairSharesProps {
  readonly title: string;
  readonly shares: WireBoard['machines'];
  readonly nameOf: (of: string) => string;
}

/** What machines or places had of the repairs, most first. */
export function RepairShares({ title, shares, nameOf }: RepairSharesProps): ReactElement {
  const { t } = useWords();
  return (
    <Section title={title}>
      {shares.length === 0 ? (
        <Notice title={t('kpi.noRepairs')} />
      ) : (
        <Table
          caption={title}
          rows={shares}
          rowKey={({ of }) => of}
          columns={[
            { key: 'of', title: t('kpi.what'), cell: ({ of }) => nameOf(of) },
            { key: 'repairs', title: t('kpi.repairs'), number: true, cell: ({ repairs }) => repairs },
            { key: 'repeats', title: t('kpi.repeats'), number: true, cell: ({ repeats }) => repeats },
            { ...{ key: 'hours', title: t('kpi.labour'), number: true }, cell: ({ hours }) => hours.toFixed(1) },
          ]}
        />
      )}
    </Section>
  );
}
