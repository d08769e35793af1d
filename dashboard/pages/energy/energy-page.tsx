import { TextInput } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { WireEnergy } from '../../data/api.ts';
import { codeOf } from '../../data/api-error.ts';
import { useEnergy } from '../../data/hooks/queries.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { endOfDay } from '../../format/end-of-day.ts';
import { formatChange, formatEnergy, formatQuantity, MISSING } from '../../format/number.ts';
import { useWords, type Words } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Corrections } from './corrections.tsx';
import { EnergyBars } from './energy-bars.tsx';
import css from './energy-page.module.css';

const route = getRouteApi('/energy');
const LEAST_COVERAGE = 0.95;
type EnergyPart = WireEnergy['total'];

/** Energy: more than before, and where. */
export function EnergyPage(): ReactElement {
  const { period, on } = route.useSearch();
  const { timeZone } = usePlant().site;
  const navigate = useNavigate();
  const may = useMay('energy:read');
  const energy = useEnergy(period, on === undefined ? undefined : endOfDay(on, timeZone) - 1);
  const { t } = useWords();
  if (!may) return <Notice title={t('error.noPermission')} />;
  const tabs = [
    { id: 'today', label: t('energy.today') },
    { id: 'week', label: t('energy.week') },
    { id: 'month', label: t('energy.month') },
    { id: 'year', label: t('energy.year') },
  ] as const;
  return (
    <>
      <h1>{t('energy.title')}</h1>
      <Tabs
        label={t('energy.period')}
        tabs={tabs}
        chosen={period}
        onChoose={(next) => void navigate({ to: '/energy', search: { period: next, ...(on ? { on } : {}) } })}
      />
      <TextInput
        type="date"
        className={css.on}
        aria-label={t('energy.on')}
        title={t('energy.on')}
        value={on ?? ''}
        onChange={({ currentTarget: { value } }) =>
          void navigate({ to: '/energy', search: { period, ...(value ? { on: value } : {}) } })
        }
      />
      {energy.error && (
        <Notice
          title={t('error.title')}
          hint={t('error.offlineHint')}
          code={t('error.code', { code: codeOf(energy.error) })}
          retry={{ label: t('error.retry'), act: () => void energy.refetch() }}
        />
      )}
      {energy.isPending && <Loading label={t('signIn.loading')} rows={8} />}
      {energy.data && <Report report={energy.data} />}
    </>
  );
}

function Report({ report }: { readonly report: WireEnergy }): ReactElement {
  const { timeZone } = usePlant().site;
  const time = useSiteTime();
  const words = useWords();
  const { t } = words;
  const { total } = report;
  const from = `${time.day(Date.parse(report.previousStartAt))} ${time.minute(Date.parse(report.previousStartAt))}`;
  const to = `${time.day(Date.parse(report.previousEndAt))} ${time.minute(Date.parse(report.previousEndAt))}`;
  const parts = [...report.systems, ...(report.unmetered ? [report.unmetered] : [])];
  if (total.kwh === null) {
    return (
      <div className={css.report}>
        <Notice title={t('energy.empty')} hint={t('energy.emptyHint')} />
        <Corrections report={report} />
      </div>
    );
  }
  return (
    <div className={css.report}>
      <div className={css.total} data-doubtful={total.coverage < LEAST_COVERAGE}>
        <p className={css.figure}>{formatEnergy(total.kwh)}</p>
        <p>
          {formatChange(total.kwh, total.previousKwh)}{' '}
          <span className="quiet">{t('energy.compare', { from, to })}</span>
        </p>
        {total.estimatedKwh > 0 && <p>{t('energy.estimated', { amount: formatEnergy(total.estimatedKwh) })}</p>}
        {total.quality === 'suspect' && <p className={css.suspect}>{t('energy.suspect')}</p>}
        {total.coverage < LEAST_COVERAGE && (
          <p>{t('energy.incomplete', { percent: formatQuantity(total.coverage * 100, 1, '%') })}</p>
        )}
      </div>
      <Section title={t('energy.chart', { bucket: t(`energy.bucket.${report.bucket}`) })} aside={<Key />}>
        <EnergyBars part={total} bucket={report.bucket} timeZone={timeZone} />
      </Section>
      <Section title={t('energy.parts')}>
        <Table
          caption={t('energy.title')}
          columns={columnsOf(words, report)}
          rows={[...parts, total]}
          rowKey={(row) => row.system}
        />
      </Section>
      <Corrections report={report} />
    </div>
  );
}

function Key(): ReactElement {
  const { t } = useWords();
  return (
    <>
      <span className={css.keyNow} aria-hidden="true" /> {t('energy.thisPeriod')}
      <span className={css.keyBefore} aria-hidden="true" /> {t('energy.lastPeriod')}
    </>
  );
}

/** Name, use, previous use, change, share as bar from zero, completeness. */
function columnsOf({ t, text }: Words, report: WireEnergy): Column<EnergyPart>[] {
  const { total } = report;
  const largest = Math.max(0, ...report.systems.map((part) => part.kwh ?? 0));
  return [
    {
      key: 'part',
      title: t('energy.system'),
      cell: (row) => (row === total ? <strong>{t('energy.total')}</strong> : text(row.title)),
    },
    { key: 'used', title: t('energy.used'), number: true, cell: (row) => <Used part={row} strong={row === total} /> },
    {
      key: 'bar',
      title: <span className="visually-hidden">{t('energy.share')}</span>,
      wide: true,
      cell: (row) => (row === total ? null : <ShareBar part={row} largest={largest} />),
    },
    { key: 'share', title: t('energy.share'), number: true, cell: (row) => shareOf(row, total) },
    {
      key: 'previous',
      title: t('energy.previous'),
      number: true,
      wide: true,
      cell: (row) => formatEnergy(row.previousKwh),
    },
    { key: 'change', title: t('energy.change'), number: true, cell: (row) => formatChange(row.kwh, row.previousKwh) },
    {
      key: 'data',
      title: t('energy.data'),
      number: true,
      wide: true,
      cell: (row) => formatQuantity(row.coverage * 100, 1, '%'),
    },
  ];
}

function shareOf(part: EnergyPart, total: EnergyPart): string {
  if (part.kwh === null || !total.kwh) return MISSING;
  return formatQuantity((part.kwh / total.kwh) * 100, 1, '%');
}

function Used({ part, strong }: { readonly part: EnergyPart; readonly strong: boolean }): ReactElement {
  return (
    <span className={css.used} data-doubtful={part.coverage < LEAST_COVERAGE} data-strong={strong}>
      {part.coverage < LEAST_COVERAGE && part.kwh !== null && '~'}
      {formatEnergy(part.kwh)}
    </span>
  );
}

function ShareBar({ part, largest }: { readonly part: EnergyPart; readonly largest: number }): ReactElement {
  const width = (kwh: number | null): string => `${largest > 0 ? Math.max(0, ((kwh ?? 0) / largest) * 100) : 0}%`;
  return (
    <span className={css.share} aria-hidden="true">
      <span className={css.now} style={{ width: width(part.kwh) }} />
      <span className={css.before} style={{ width: width(part.previousKwh) }} />
    </span>
  );
}
