import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { useNotices, useRedrive } from '../../data/hooks/use-outbox.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { NoticeView, WireNotice } from '../../data/outbox-api.ts';
import { formatNumber, MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { useSayDetail } from '../../panels/live/say-detail.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import css from './messages-page.module.css';

const VIEWS = ['waiting', 'dead', 'all'] as const;

/** Messages one by one; those that were given up can be sent again. */
export function OutboxSection(): ReactElement {
  const [view, setView] = useState<NoticeView>('waiting');
  const notices = useNotices(view);
  const columns = useColumns();
  const { t } = useWords();
  const rows = notices.data ?? [];
  return (
    <Section title={t('messages.title')}>
      <div className={css.tools}>
        <Tabs
          label={t('messages.title')}
          tabs={VIEWS.map((id) => ({ id, label: t(`messages.view.${id}`) }))}
          chosen={view}
          onChoose={setView}
        />
        {view === 'dead' && <Redrive notices={rows} />}
      </div>
      {notices.isPending && <Loading label={t('signIn.loading')} rows={4} />}
      {notices.data?.length === 0 && <Notice title={t(`messages.none.${view}`)} />}
      {rows.length > 0 && <Table caption={t('messages.title')} columns={columns} rows={rows} rowKey={({ id }) => id} />}
    </Section>
  );
}

/** Sends all that are shown once more. */
function Redrive({ notices }: { readonly notices: readonly WireNotice[] }): ReactElement | null {
  const redrive = useRedrive();
  const may = useMay('duty:manage');
  const { t } = useWords();
  if (!may) return null;
  return (
    <>
      {notices.length > 0 && (
        <Button
          variant="default"
          size="sm"
          loading={redrive.isPending}
          onClick={() => redrive.mutate(notices.map(({ id }) => id))}
        >
          {t('messages.redrive', { count: notices.length })}
        </Button>
      )}
      <span role="status" className="quiet">
        {redrive.data && t('messages.redriven', { count: redrive.data.count })}
      </span>
      {redrive.error && <Refusal error={redrive.error} />}
    </>
  );
}

function useColumns(): Column<WireNotice>[] {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  const say = useSayDetail();
  return [
    {
      ...{ key: 'queued', title: t('messages.queued'), number: true },
      cell: ({ queuedAt }) => time.stamp(Date.parse(queuedAt), now),
    },
    { key: 'what', title: t('messages.what'), cell: (notice) => <About notice={notice} /> },
    { key: 'channel', title: t('messages.channel'), cell: ({ channel }) => <span className="mono">{channel}</span> },
    {
      key: 'recipient',
      title: t('messages.recipient'),
      cell: ({ recipient, address }) => (
        <>
          {recipient === '' ? t('messages.group') : personName(recipient)} <span className="mono">{address}</span>
        </>
      ),
    },
    { key: 'state', title: t('alarms.state'), cell: ({ state }) => t(`messages.noticeState.${state}`) },
    {
      ...{ key: 'attempts', title: t('messages.attempts'), number: true },
      cell: ({ attempts }) => formatNumber(attempts, 0),
    },
    {
      ...{ key: 'detail', title: t('messages.detail'), wide: true },
      cell: ({ detail }) => <span className={`mono ${css.words}`}>{detail === null ? MISSING : say(detail)}</span>,
    },
  ];
}

/** What a message is about, with the way to its alarm. */
function About({ notice }: { readonly notice: WireNotice }): ReactElement {
  const { t } = useWords();
  const { alarmId, kind, priority } = notice;
  return (
    <>
      <PriorityBadge priority={priority} size={18} label={t(`priority.${priority}`)} />{' '}
      {alarmId === null ? (
        t(`messages.kind.${kind}`)
      ) : (
        <Link to="/alarms" search={{ view: 'active', id: alarmId }}>
          {t(`messages.kind.${kind}`)}
        </Link>
      )}
    </>
  );
}
