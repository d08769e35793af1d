import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { WireConnection } from '../../data/api.ts';
import { useConnections } from '../../data/hooks/queries.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatNumber, formatQuantity, MISSING } from '../../format/number.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { RegistersPart } from '../equipment/parts/registers-part.tsx';
import { DeviceTrouble } from './device-trouble.tsx';
import css from './devices-page.module.css';
import { shareOf, type WireDevice } from './judge-device.ts';
import { Figure } from './line-figures.tsx';
import { LinkMark } from './link-mark.tsx';
import { VerdictMark } from './verdict-mark.tsx';

const route = getRouteApi('/devices/$connection/$device');

/** Level 4: one device on its line: how it answers, what it refuses, and every register that is read from it. */
export function DevicePage(): ReactElement {
  const { connection: line, device: id } = route.useParams();
  const connections = useConnections();
  const may = useMay('system:read');
  const { t } = useWords();
  if (!may) return <Notice title={t('error.noPermission')} />;
  return (
    <>
      <header className={css.head}>
        <Link to="/devices/$connection" params={{ connection: line }}>
          ‹ {line}
        </Link>
        <h1>{id}</h1>
      </header>
      <Answer query={connections}>
        {(all) => {
          const connection = all.find((one) => one.id === line);
          const device = connection?.devices.find((one) => one.id === id);
          if (!connection || !device) return <Notice title={t('bus.unknownDevice')} />;
          return <Found connection={connection} device={device} />;
        }}
      </Answer>
    </>
  );
}

interface FoundProps {
  readonly connection: WireConnection;
  readonly device: WireDevice;
}

function Found({ connection, device }: FoundProps): ReactElement {
  const { equipment, points } = usePlant();
  const { t, text } = useWords();
  const machines = equipment.filter((one) =>
    points.some(({ device: own, equipment: id }) => own === device.id && id === one.id),
  );
  return (
    <div className={css.list}>
      <Section title={t('verdict.title')}>
        <VerdictMark device={device} line={connection} />
        <DeviceFigures connection={connection} device={device} />
        <DeviceTrouble device={device} />
        <p>
          {t('bus.machines')}:{' '}
          {machines.map((one) => (
            <Link key={one.id} to="/equipment/$id" params={{ id: one.id }} className={css.cursor}>
              {text(one.name)}
            </Link>
          ))}
        </p>
      </Section>
      {machines.map((one) => (
        <div key={one.id}>
          <h2 className={css.title}>{text(one.name)}</h2>
          <RegistersPart equipment={one} />
        </div>
      ))}
    </div>
  );
}

function DeviceFigures({ connection, device }: FoundProps): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const share = shareOf(device, connection);
  const { successPercent, latencyMs, timeouts, requests, failures, lastGoodAt, stateSince, state } = device;
  return (
    <dl className={css.figures}>
      <Figure label={t('devices.state')}>
        <LinkMark state={state} /> {t('devices.since', { at: time.stamp(msOf(stateSince), now) })}
      </Figure>
      <Figure label={t('devices.lastGood')}>
        {lastGoodAt === null ? t('devices.never') : time.stamp(msOf(lastGoodAt), now)}
      </Figure>
      <Figure label={t('devices.success')}>
        {successPercent === null ? MISSING : formatQuantity(successPercent, 0, '%')}
      </Figure>
      <Figure label={t('devices.latency')}>{formatQuantity(latencyMs, 0, 'ms')}</Figure>
      <Figure label={t('bus.share')}>{formatQuantity(share === null ? null : share * 100, 0, '%')}</Figure>
      <Figure label={t('bus.timeouts')} isNotable={(timeouts ?? 0) > 0}>
        {formatNumber(timeouts ?? null, 0)}
      </Figure>
      <Figure label={t('devices.requests')}>{formatNumber(requests, 0)}</Figure>
      <Figure label={t('devices.failures')}>{formatNumber(failures, 0)}</Figure>
    </dl>
  );
}
