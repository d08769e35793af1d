import type { ReactElement } from 'react';
import type { RunLine } from '../../data/meter-run-api.ts';
import { formatNumber, formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { type Column, Table } from '../../ui/table.tsx';
import css from './meter-runs.module.css';
import { useAreaName } from './use-area-name.ts';

/** The sheet of a run as on paper: every meter in walking order. */
export function SheetTable({ lines }: { readonly lines: readonly RunLine[] }): ReactElement {
  const columns = useColumns();
  const { t } = useWords();
  return <Table caption={t('meterRuns.meters')} columns={columns} rows={lines} rowKey={({ meter }) => meter} />;
}

function useColumns(): Column<RunLine>[] {
  const areaName = useAreaName();
  const personName = usePersonName();
  const { t, text } = useWords();
  return [
    { key: 'meter', title: t('meterRuns.meter'), cell: ({ title, serial }) => `${text(title)} ${serial}` },
    { key: 'place', title: t('meterRuns.place'), wide: true, cell: ({ area }) => areaName(area) },
    { key: 'consumer', title: t('meterRuns.consumer'), wide: true, cell: ({ consumer }) => consumer ?? '—' },
    {
      key: 'factor',
      title: t('meterRuns.factor'),
      number: true,
      wide: true,
      cell: ({ factor }) => formatNumber(factor, 0),
    },
    {
      key: 'last',
      title: t('meterRuns.last'),
      number: true,
      cell: ({ last, decimals }) => formatNumber(last, decimals),
    },
    {
      key: 'now',
      title: t('meterRuns.now'),
      number: true,
      cell: ({ reading, decimals, how }) => `${formatNumber(reading, decimals)}${how === 'hand' ? '†' : ''}`,
    },
    {
      key: 'use',
      title: t('meterRuns.use'),
      number: true,
      cell: ({ use, decimals, unit }) => formatQuantity(use, decimals, unit),
    },
    {
      key: 'how',
      title: t('meterRuns.howField'),
      cell: ({ how }) => (how === null ? t('meterRuns.notRead') : t(`meterRuns.how.${how}`)),
    },
    {
      key: 'odd',
      title: t('meterRuns.odd'),
      cell: ({ odd, reason }) => (
        <span className={css.words}>
          {odd.map((one) => t(`meterRuns.oddity.${one}`)).join(', ')} {reason}
        </span>
      ),
    },
    {
      key: 'check',
      title: t('meterRuns.checkField'),
      wide: true,
      cell: ({ check }) => (check === null ? '—' : `${check.result === 'ok' ? '√' : '×'} ${personName(check.by)}`),
    },
  ];
}
