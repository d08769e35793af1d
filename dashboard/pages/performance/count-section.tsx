import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { WireCount } from '../../data/performance-api.ts';
import { formatNumber, formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useAlarmName } from '../../panels/alarm-list/use-alarm-name.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './performance-page.module.css';

export interface CountSectionProps {
  readonly title: string;
  readonly rows: readonly WireCount[];
  /** Of how many, where a share says something. */
  readonly total?: number;
}

/** Conditions that came most often: where to begin. */
export function CountSection({ title, rows, total }: CountSectionProps): ReactElement {
  const { t } = useWords();
  const share: Column<WireCount>[] =
    total === undefined || total === 0
      ? []
      : [
          {
            ...{ key: 'share', title: t('performance.share'), number: true },
            cell: ({ count }) => formatQuantity((count / total) * 100, 1, '%'),
          },
        ];
  const columns: Column<WireCount>[] = [
    { key: 'what', title: t('alarms.what'), cell: (row) => <NamedAlarm row={row} /> },
    { key: 'count', title: t('performance.count'), number: true, cell: ({ count }) => formatNumber(count, 0) },
    ...share,
  ];
  return (
    <Section title={title}>
      {rows.length === 0 ? (
        <Notice title={t('performance.none')} />
      ) : (
        <Table caption={title} columns={columns} rows={rows} rowKey={({ conditionId }) => conditionId} />
      )}
    </Section>
  );
}

type Named = Pick<WireCount, 'alarmId' | 'conditionId' | 'title' | 'equipment'>;

/** The latest alarm of a condition; its id where the alarm is gone. */
export function NamedAlarm({ row }: { readonly row: Named }): ReactElement {
  const nameOf = useAlarmName();
  const { title, equipment } = row;
  if (title === null || equipment === null) return <span className="mono">{row.conditionId}</span>;
  return (
    <Link to="/alarms" search={{ view: 'history', id: row.alarmId }} className={css.words}>
      {nameOf({ title, equipment })}
    </Link>
  );
}
