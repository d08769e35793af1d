import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { useEscalations } from '../../data/hooks/use-duty.ts';
import { useNow } from '../../data/hooks/use-site.ts';
import type { WireEscalation } from '../../data/on-call-api.ts';
import { formatElapsed } from '../../format/duration.ts';
import { useWords, type Words } from '../../i18n/use-words.ts';
import { useAlarmName } from '../../panels/alarm-list/use-alarm-name.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './on-call-page.module.css';

/** Which alarms are being told to people, how far that has come, and when the next is told. */
export function EscalationSection(): ReactElement {
  const escalations = useEscalations();
  const now = useNow();
  const words = useWords();
  const nameOf = useAlarmName();
  const { t } = words;
  const running = escalations.data?.filter(({ state }) => state === 'running' || state === 'returning');
  return (
    <Section title={t('duty.escalations')}>
      {escalations.isPending && <Loading label={t('signIn.loading')} rows={2} />}
      {running?.length === 0 && <Notice title={t('duty.noEscalations')} />}
      {running && running.length > 0 && (
        <Table
          caption={t('duty.escalations')}
          columns={columnsOf(words, nameOf, now)}
          rows={running}
          rowKey={({ alarmId }) => alarmId}
        />
      )}
    </Section>
  );
}

function columnsOf({ t }: Words, nameOf: ReturnType<typeof useAlarmName>, now: number): Column<WireEscalation>[] {
  return [
    {
      key: 'alarm',
      title: t('alarms.what'),
      cell: ({ alarmId, equipment, priority, title }) => (
        <span className={css.escalation}>
          <PriorityBadge priority={priority} label={t(`priority.${priority}`)} />
          <Link to="/alarms" search={{ view: 'active', id: alarmId }} className={css.words}>
            {nameOf({ equipment, title })}
          </Link>
        </span>
      ),
    },
    { key: 'state', title: t('alarms.state'), cell: ({ state }) => t(`escalationState.${state}`) },
    { key: 'policy', title: t('duty.policy'), wide: true, cell: ({ policy }) => <Policy id={policy} /> },
    {
      ...{ key: 'step', title: t('duty.step'), number: true },
      cell: ({ step, round }) => (round === 0 ? step + 1 : t('duty.round', { step: step + 1, round: round + 1 })),
    },
    {
      ...{ key: 'due', title: t('duty.nextStep'), number: true },
      cell: ({ dueAt }) => t('duty.in', { time: formatElapsed(Date.parse(dueAt) - now) }),
    },
  ];
}

function Policy({ id }: { readonly id: string | null }): ReactNode {
  const { t } = useWords();
  return id === null ? t('duty.noPolicyYet') : <span className="mono">{id}</span>;
}
