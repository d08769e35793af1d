import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { useAlarm } from '../../data/hooks/use-alarms.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import { Section } from '../../ui/section.tsx';
import css from './order-page.module.css';

/** What is to be done, who wants it, and what it comes from. */
export function TaskSection({ order }: { readonly order: WireOrder }): ReactElement {
  const { t, text } = useWords();
  return (
    <Section title={t('orders.description')}>
      <p className={css.words}>{text(order.description)}</p>
      <Cause order={order} />
      <Asked order={order} />
      {order.resolution && (
        <>
          <h2>{t('orders.resolution')}</h2>
          <p className={css.words}>{order.resolution}</p>
        </>
      )}
    </Section>
  );
}

/** The alarm behind the order. */
function Cause({ order }: { readonly order: WireOrder }): ReactElement | null {
  const time = useSiteTime();
  const now = useNow();
  const { t, text } = useWords();
  const alarm = useAlarm(order.alarmId);
  const cleared = msOf(order.conditionClearedAt);
  if (!order.alarmId) return null;
  return (
    <p className={css.cause}>
      {alarm && <PriorityBadge priority={alarm.priority} state={alarm.state} size={18} />}
      <Link to="/alarms" search={{ view: alarm ? 'active' : 'history', id: order.alarmId }}>
        {alarm ? text(alarm.title) : t('orders.cause')}
      </Link>
      <span className="label">
        {cleared === null
          ? alarm && t('orders.causeActive')
          : t('orders.causeCleared', { at: time.stamp(cleared, now) })}
      </span>
    </p>
  );
}

const OWN_SOURCES = ['alarm', 'person', 'cmms', 'order'] as const;

/** Who reported it, how to reach them, and when they want to be visited. */
function Asked({ order }: { readonly order: WireOrder }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  const { requester, source } = order;
  const known = OWN_SOURCES.find((one) => one === source.kind) ?? 'record';
  const at = (iso: string | null): string | null => (iso === null ? null : time.brief(Date.parse(iso), now));
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('orders.source'), `${t(`orderSource.${known}`)} · ${personName(order.openedBy)}`],
    [t('orders.requester'), requester && `${requester.name} · ${t(`requestVia.${requester.via}`)}`],
    [t('orders.requesterPhone'), requester?.phone && <a href={`tel:${requester.phone}`}>{requester.phone}</a>],
    [t('orders.appointment'), at(order.appointmentAt)],
    [t('orders.deadline'), at(order.deadlineAt)],
  ];
  return (
    <dl className={css.asked}>
      {facts.map(([label, value]) =>
        value ? (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
