import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useSelfTest } from '../../data/hooks/use-outbox.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireSelfTest } from '../../data/outbox-api.ts';
import { MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { useSayDetail } from '../../panels/live/say-detail.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './messages-page.module.css';

type Way = WireSelfTest['ways'][number];

/** When every way to whoever has the duty was last tried, and which of them failed. */
export function SelfTestSection({ test }: { readonly test: WireSelfTest | null }): ReactElement {
  const begin = useSelfTest();
  const may = useMay('duty:manage');
  const { t } = useWords();
  const isRunning = test !== null && test.endedAt === null;
  const button = may && (
    <Button variant="default" size="sm" loading={begin.isPending} disabled={isRunning} onClick={() => begin.mutate()}>
      {t(isRunning ? 'messages.testing' : 'messages.test')}
    </Button>
  );
  return (
    <Section title={t('messages.selfTest')} aside={button}>
      {begin.error && <Refusal error={begin.error} />}
      {test ? <Result test={test} /> : <Notice title={t('messages.noTest')} />}
    </Section>
  );
}

function Result({ test }: { readonly test: WireSelfTest }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  const say = useSayDetail();
  const failed = test.ways.filter(({ state }) => state === 'failed').length;
  const passed = test.ways.filter(({ state }) => state === 'passed').length;
  const columns: Column<Way>[] = [
    { key: 'channel', title: t('messages.channel'), cell: ({ channel }) => <span className="mono">{channel}</span> },
    {
      key: 'recipient',
      title: t('messages.recipient'),
      cell: ({ recipient }) => (recipient === '' ? t('messages.group') : personName(recipient)),
    },
    { key: 'state', title: t('alarms.state'), cell: ({ state }) => t(`messages.testState.${state}`) },
    {
      ...{ key: 'detail', title: t('messages.detail'), wide: true },
      cell: ({ detail }) => <span className={`mono ${css.words}`}>{detail === null ? MISSING : say(detail)}</span>,
    },
  ];
  return (
    <div className={css.test}>
      <p className={failed > 0 ? css.notable : undefined}>
        {failed > 0 && '! '}
        {t('messages.testResult', { passed, failed, at: time.stamp(Date.parse(test.startedAt), now) })} ·{' '}
        {t(`messages.because.${test.because}`)}
      </p>
      {test.ways.length > 0 && (
        <Table
          caption={t('messages.selfTest')}
          columns={columns}
          rows={test.ways}
          rowKey={({ channel, recipient }) => `${channel} ${recipient}`}
        />
      )}
    </div>
  );
}
