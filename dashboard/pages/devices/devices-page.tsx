import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { WireConnection } from '../../data/api.ts';
import { codeOf } from '../../data/api-error.ts';
import { useConnections } from '../../data/hooks/queries.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { ConnectionSection } from './connection-section.tsx';
import css from './devices-page.module.css';
import { HealthStrip } from './health-strip.tsx';

const route = getRouteApi('/devices');

const isTroubled = (connection: WireConnection): boolean =>
  connection.state !== 'online' || connection.devices.some((device) => device.state !== 'online');

/** Which unit spoils the line: connections with their load and failures, devices with success, latency and state. */
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
      <HealthStrip />
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
          <ConnectionSection key={connection.id} connection={connection} />
        ))}
      </div>
    </>
  );
}
