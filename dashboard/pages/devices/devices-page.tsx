import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { WireConnection } from '../../data/api.ts';
import { codeOf } from '../../data/api-error.ts';
import { useConnections } from '../../data/hooks/queries.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatNumber, formatQuantity, MISSING } from '../../format/number.ts';
import type { SiteTime } from '../../format/site-time.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords, type Words } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './devices-page.module.css';

const route = getRouteApi('/devices');
type Device = WireConnection['devices'][number];
type LinkWord = Device['state'] | WireConnection['state'];

const MARKS: Readonly<Record<LinkWord, string>> = { online: '●', suspect: '◐', connecting: '◌', offline: '○' };
const isTroubled = (connection: WireConnection): boolean =>
  connection.state !== 'online' || connection.devices.some((device) => device.state !== 'online');

/** Which unit spoils the line: connections with their load, devices with success, latency and state. */
export function DevicesPage(): ReactElement {
  const { troubled } = route.useSearch();
  const navigate = useNavigate();
  const may = useMay('system:read');
  const connections = useConnections();
  const { t } = useWords();
  if (!may) return <Notice title={t('error.noPermission')} />;
  const all = connections.data ?? [];
  const devices = all.flatMap((connection) => connection.devices);
  const online = devices.filter((device) => device.state === 'online').length;
  const shown = troubled ? all.filter(isTroubled) : all;
  return (
    <>
      <header className={css.head}>
        <h1>{t('devices.title')}</h1>
        <span>{t('devices.summary', { online, count: devices.length })}</span>
        <Button
          variant="default"
          size="sm"
          aria-pressed={troubled}
          onClick={() => void navigate({ to: '/devices', search: { troubled: !troubled } })}
        >
          {troubled ? '☑' : '☐'} {t('devices.onlyTroubled')}
        </Button>
      </header>
      {connections.error && (
        <Notice
          title={t('error.title')}
          code={t('error.code', { code: codeOf(connections.error) })}
          retry={{ label: t('error.retry'), act: () => void connections.refetch() }}
        />
      )}
      {connections.isPending && <Loading label={t('signIn.loading')} rows={8} />}
      {connections.data && shown.length === 0 && <Notice title={troubled ? t('devices.allWell') : t('devices.none')} />}
      <div className={css.list}>
        {shown.map((connection) => (
          <Connection key={connection.id} connection={connection} />
        ))}
      </div>
    </>
  );
}

function Connection({ connection }: { readonly connection: WireConnection }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const words = useWords();
  const { t } = words;
  const load = connection.loadPercent;
  return (
    <Section
      title={
        <h2 className={css.title}>
          {connection.id} <LinkMark state={connection.state} /> <span className="mono">{connection.endpoint}</span>
        </h2>
      }
      aside={
        <>
          <span>
            {t('devices.since', { at: time.stamp(msOf(connection.stateSince), now) })} · {t('devices.reconnects')}{' '}
            {connection.reconnects}
            {connection.skippedCycles > 0 && ` · ${t('devices.skipped')} ${connection.skippedCycles}`}
          </span>
          {load !== null && (
            <span className={css.load}>
              {t('devices.load')}
              <span className={css.bar} aria-hidden="true">
                <span style={{ width: `${Math.min(100, load)}%` }} />
              </span>
              {formatQuantity(load, 0, '%')}
            </span>
          )}
        </>
      }
    >
      <Table
        caption={connection.id}
        columns={columnsOf(words, time, now)}
        rows={connection.devices}
        rowKey={(device) => device.id}
      />
    </Section>
  );
}

function LinkMark({ state }: { readonly state: LinkWord }): ReactElement {
  const { t } = useWords();
  return (
    <span className={css.mark} data-state={state}>
      <span aria-hidden="true">{MARKS[state]}</span> {t(`devices.${state}`)}
    </span>
  );
}

function columnsOf({ t }: Words, time: SiteTime, now: number): Column<Device>[] {
  const success = (device: Device): string =>
    device.requests === 0 ? MISSING : formatQuantity((1 - device.failures / device.requests) * 100, 1, '%');
  const lastGood = (device: Device): string =>
    device.lastGoodAt === null ? t('devices.never') : time.stamp(msOf(device.lastGoodAt), now);
  return [
    { key: 'device', title: t('devices.device'), cell: (device) => device.id },
    { key: 'state', title: t('devices.state'), cell: (device) => <LinkMark state={device.state} /> },
    { key: 'success', title: t('devices.success'), number: true, cell: success },
    {
      key: 'latency',
      title: t('devices.latency'),
      number: true,
      cell: (device) => formatQuantity(device.latencyMs, 0, 'ms'),
    },
    {
      key: 'requests',
      title: t('devices.requests'),
      number: true,
      wide: true,
      cell: (device) => formatNumber(device.requests, 0),
    },
    {
      key: 'failures',
      title: t('devices.failures'),
      number: true,
      wide: true,
      cell: (device) => formatNumber(device.failures, 0),
    },
    { key: 'good', title: t('devices.lastGood'), number: true, cell: lastGood },
    {
      key: 'failure',
      title: t('devices.lastFailure'),
      wide: true,
      cell: (device) => <span className="mono">{device.lastFailure ?? ''}</span>,
    },
  ];
}
