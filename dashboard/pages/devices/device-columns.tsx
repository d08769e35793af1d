import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { WireConnection } from '../../data/api.ts';
import { formatNumber, formatQuantity, MISSING } from '../../format/number.ts';
import { msOf, type SiteTime } from '../../format/site-time.ts';
import type { Words } from '../../i18n/use-words.ts';
import type { Column } from '../../ui/table.tsx';
import { DeviceTrouble } from './device-trouble.tsx';
import css from './devices-page.module.css';
import { shareOf } from './judge-device.ts';
import { LinkMark } from './link-mark.tsx';
import { VerdictMark } from './verdict-mark.tsx';

type Device = WireConnection['devices'][number];

/** Below this share a device spoils the line, or is about to be lost. */
const LOW_PERCENT = 95;

/** What is shown of every device on a connection; items only where something is subscribed. */
export function deviceColumns(words: Words, time: SiteTime, now: number, line: WireConnection): Column<Device>[] {
  const { t } = words;
  const { devices, id: connection } = line;
  const hasItems = devices.some((device) => device.items !== null);
  const lastGood = (device: Device): string =>
    device.lastGoodAt === null ? t('devices.never') : time.stamp(msOf(device.lastGoodAt), now);
  return [
    {
      key: 'device',
      title: t('devices.device'),
      cell: ({ id }) => (
        <Link to="/devices/$connection/$device" params={{ connection, device: id }}>
          {id}
        </Link>
      ),
    },
    { key: 'state', title: t('devices.state'), cell: (device) => <LinkMark state={device.state} /> },
    ...(hasItems ? [itemsColumn(words)] : askedColumns(words, line)),
    { key: 'good', title: t('devices.lastGood'), number: true, cell: lastGood },
    {
      key: 'verdict',
      title: t('verdict.title'),
      cell: (device) => <VerdictMark device={device} line={line} />,
    },
    {
      key: 'trouble',
      title: t('devices.lastFailure'),
      wide: true,
      cell: (device) => <DeviceTrouble device={device} />,
    },
  ];
}

function askedColumns({ t }: Words, line: WireConnection): Column<Device>[] {
  const number = { number: true };
  return [
    { key: 'success', title: t('devices.success'), ...number, cell: (device) => <Success device={device} /> },
    {
      ...{ key: 'latency', title: t('devices.latency'), ...number },
      cell: ({ latencyMs }) => formatQuantity(latencyMs, 0, 'ms'),
    },
    {
      ...{ key: 'timeouts', title: t('bus.timeouts'), ...number, wide: true },
      cell: ({ timeouts }) => formatNumber(timeouts ?? null, 0),
    },
    {
      ...{ key: 'share', title: t('bus.share'), ...number },
      cell: (device) => {
        const share = shareOf(device, line);
        return formatQuantity(share === null ? null : share * 100, 0, '%');
      },
    },
    {
      ...{ key: 'requests', title: t('devices.requests'), ...number, wide: true },
      cell: ({ requests }) => formatNumber(requests, 0),
    },
    {
      ...{ key: 'failures', title: t('devices.failures'), ...number, wide: true },
      cell: ({ failures }) => formatNumber(failures, 0),
    },
  ];
}

function itemsColumn({ t }: Words): Column<Device> {
  return {
    ...{ key: 'items', title: t('devices.items'), number: true },
    cell: ({ items }) =>
      items === null ? (
        MISSING
      ) : (
        <span className={css.share} data-notable={items.delivering < items.expected}>
          {t('devices.itemsOf', items)}
        </span>
      ),
  };
}

function Success({ device: { successPercent } }: { readonly device: Device }): ReactElement {
  return (
    <span className={css.share} data-notable={successPercent !== null && successPercent < LOW_PERCENT}>
      {successPercent === null ? MISSING : formatQuantity(successPercent, 0, '%')}
    </span>
  );
}
