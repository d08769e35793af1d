import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useMeters } from '../../data/hooks/use-meter-runs.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { MeterState } from '../../data/meter-run-api.ts';
import { formatNumber, formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { useAreaName } from './use-area-name.ts';

/** Every meter in walking order: where it hangs, who is charged, how it is read, what it showed last. */
export function RegisterSection(): ReactElement {
  const meters = useMeters().data;
  const columns = useColumns();
  const { t } = useWords();
  if (!meters) return <Loading label={t('signIn.loading')} />;
  return (
    <Section title={t('meterRuns.register')}>
      {meters.length === 0 && <Notice title={t('meterRuns.noMeters')} />}
      {meters.length > 0 && (
        <Table caption={t('meterRuns.register')} columns={columns} rows={meters} rowKey={({ id }) => id} />
      )}
    </Section>
  );
}

function useColumns(): Column<MeterState>[] {
  const areaName = useAreaName();
  const time = useSiteTime();
  const now = useNow();
  const { t, text } = useWords();
  return [
    {
      key: 'meter',
      title: t('meterRuns.meter'),
      cell: ({ title, equipment }) =>
        equipment === null ? (
          text(title)
        ) : (
          <Link to="/equipment/$id" params={{ id: equipment }}>
            {text(title)}
          </Link>
        ),
    },
    { key: 'serial', title: t('meterRuns.serial'), wide: true, cell: ({ serial }) => serial || '—' },
    { key: 'kind', title: t('meterRuns.kindField'), cell: ({ kind }) => t(`meterRuns.kind.${kind}`) },
    { key: 'place', title: t('meterRuns.place'), cell: ({ area }) => areaName(area) },
    { key: 'consumer', title: t('meterRuns.consumer'), wide: true, cell: ({ consumer }) => consumer ?? '—' },
    {
      key: 'how',
      title: t('meterRuns.howField'),
      cell: ({ point }) => (point === null ? t('meterRuns.byHand') : t('meterRuns.how.auto')),
    },
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
      cell: ({ last, lastAt, decimals, unit }) => (
        <>
          {formatQuantity(last, decimals, unit)}{' '}
          {lastAt !== null && <span className="quiet">{time.brief(lastAt, now)}</span>}
        </>
      ),
    },
  ];
}
