import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useOrders } from '../../data/hooks/queries.ts';
import { useAlarm } from '../../data/hooks/use-alarms.ts';
import { useNow } from '../../data/hooks/use-site.ts';
import type { WireStanding } from '../../data/performance-api.ts';
import { formatElapsed } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Notice } from '../../ui/notice.tsx';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { NamedAlarm } from './count-section.tsx';
import css from './performance-page.module.css';

/** Alarms that stand for more than a day, each with the person who has it in hand. */
export function StandingSection({ rows }: { readonly rows: readonly WireStanding[] }): ReactElement {
  const now = useNow();
  const { t } = useWords();
  const columns: Column<WireStanding>[] = [
    {
      key: 'what',
      title: t('alarms.what'),
      cell: (row) => (
        <span className={css.named}>
          <PriorityBadge priority={row.priority} label={t(`priority.${row.priority}`)} />
          <NamedAlarm row={row} />
        </span>
      ),
    },
    {
      ...{ key: 'for', title: t('alarms.age'), number: true },
      cell: ({ activeAt }) => formatElapsed(now - Date.parse(activeAt)),
    },
    { key: 'owner', title: t('performance.owner'), cell: ({ alarmId }) => <Owner alarmId={alarmId} /> },
  ];
  return (
    <Section title={t('performance.standing')}>
      {rows.length === 0 ? (
        <Notice title={t('performance.noStanding')} />
      ) : (
        <Table caption={t('performance.standing')} columns={columns} rows={rows} rowKey={({ alarmId }) => alarmId} />
      )}
    </Section>
  );
}

/** Who has its order, or else who acknowledged it. */
function Owner({ alarmId }: { readonly alarmId: string }): ReactElement {
  const alarm = useAlarm(alarmId);
  const orders = useOrders('open').data ?? [];
  const personName = usePersonName();
  const { t } = useWords();
  const order = orders.find(({ id }) => id === alarm?.workOrder);
  const owner = order?.assignee ?? alarm?.acknowledgedBy;
  return (
    <>
      {owner ? personName(owner) : <b>! {t('performance.nobody')}</b>}
      {order && (
        <>
          {' · '}
          <Link to="/work-orders/$id" params={{ id: String(order.id) }}>
            {t('orderName', { id: order.id })}
          </Link>
        </>
      )}
    </>
  );
}
