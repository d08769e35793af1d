import type { ReactElement } from 'react';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireDelivery } from '../../data/outbox-api.ts';
import { formatAge } from '../../format/duration.ts';
import { formatNumber, MISSING } from '../../format/number.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useSayDetail } from '../../panels/live/say-detail.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './messages-page.module.css';

type Way = WireDelivery['channels'][number];

/** Each channel with what waits in it, what was given up, and what it last said. */
export function WaySection({ ways }: { readonly ways: readonly Way[] }): ReactElement {
  const columns = useColumns();
  const { t } = useWords();
  return (
    <Section title={t('messages.ways')}>
      {ways.length === 0 ? (
        <Notice title={t('messages.noWays')} />
      ) : (
        <Table caption={t('messages.ways')} columns={columns} rows={ways} rowKey={({ channel }) => channel} />
      )}
    </Section>
  );
}

function useColumns(): Column<Way>[] {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const say = useSayDetail();
  return [
    { key: 'channel', title: t('messages.channel'), cell: ({ channel }) => <span className="mono">{channel}</span> },
    {
      key: 'state',
      title: t('alarms.state'),
      cell: ({ state }) => (
        <span className={state === 'up' ? undefined : css.notable}>
          {state !== 'up' && '! '}
          {t(`messages.state.${state}`)}
        </span>
      ),
    },
    {
      ...{ key: 'waiting', title: t('messages.waiting'), number: true },
      cell: ({ waiting, oldestAt }) =>
        oldestAt === null
          ? formatNumber(waiting, 0)
          : `${formatNumber(waiting, 0)} · ${formatAge(now - Date.parse(oldestAt))}`,
    },
    {
      ...{ key: 'dead', title: t('messages.dead'), number: true },
      cell: ({ dead }) => <span className={dead > 0 ? css.notable : undefined}>{formatNumber(dead, 0)}</span>,
    },
    {
      ...{ key: 'sent', title: t('messages.lastSent'), number: true },
      cell: ({ lastSentAt }) => time.stamp(msOf(lastSentAt), now),
    },
    {
      ...{ key: 'failure', title: t('messages.lastFailure'), wide: true },
      cell: ({ lastFailure }) => (
        <span className={`mono ${css.words}`}>{lastFailure === null ? MISSING : say(lastFailure)}</span>
      ),
    },
  ];
}
