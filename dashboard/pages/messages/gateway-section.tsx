import type { ReactElement } from 'react';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireDelivery } from '../../data/outbox-api.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './messages-page.module.css';

type Gateway = WireDelivery['gateways'][number];

/** Other gateways whose heartbeat this one listens for. */
export function GatewaySection({ gateways }: { readonly gateways: readonly Gateway[] }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const columns: Column<Gateway>[] = [
    { key: 'gateway', title: t('messages.gateway'), cell: ({ gateway }) => <span className="mono">{gateway}</span> },
    {
      key: 'state',
      title: t('alarms.state'),
      cell: ({ state }) => (
        <span className={state === 'lost' ? css.notable : undefined}>
          {state === 'lost' && '! '}
          {t(`messages.beat.${state}`)}
        </span>
      ),
    },
    {
      ...{ key: 'last', title: t('messages.lastBeat'), number: true },
      cell: ({ lastBeatAt }) => time.stamp(msOf(lastBeatAt), now),
    },
  ];
  return (
    <Section title={t('messages.gateways')}>
      <Table caption={t('messages.gateways')} columns={columns} rows={gateways} rowKey={({ gateway }) => gateway} />
    </Section>
  );
}
