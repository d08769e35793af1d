import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { WireOrder } from '../../data/api.ts';
import { codeOf } from '../../data/api-error.ts';
import { useOrder } from '../../data/hooks/queries.ts';
import { useAlarm } from '../../data/hooks/use-alarms.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatElapsed } from '../../format/duration.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { LiveReadout } from '../../panels/live/live-readout.tsx';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import { Section } from '../../ui/section.tsx';
import css from './order-page.module.css';
import { Progress } from './progress.tsx';
import { Steps } from './steps.tsx';

const route = getRouteApi('/work-orders/$id');

/** One work order: where does it stand, what is missing to close it. Reading on top, the next step under the thumb. */
export function OrderPage(): ReactElement {
  const id = Number(route.useParams().id);
  const order = useOrder(id);
  const { t } = useWords();
  if (order.error && !order.data) {
    const code = codeOf(order.error);
    return (
      <Notice
        title={code === 'WORK_ORDER_NOT_FOUND' ? t('orders.unknown') : t('error.title')}
        code={t('error.code', { code })}
        retry={{ label: t('error.retry'), act: () => void order.refetch() }}
      />
    );
  }
  if (!order.data) return <Loading label={t('signIn.loading')} />;
  return <Order order={order.data} />;
}

function Order({ order }: { readonly order: WireOrder }): ReactElement {
  const plant = usePlant();
  const now = useNow();
  const { t, text } = useWords();
  const personName = usePersonName();
  const equipment = plant.equipmentById.get(order.equipment);
  return (
    <div className={css.page}>
      <header className={css.head}>
        <Link to="/work-orders" search={{ view: 'open' }} className={css.back}>
          ‹ {t('orders.back')}
        </Link>
        <div className={css.title}>
          <PriorityBadge priority={order.priority} size={26} label={t(`priority.${order.priority}`)} />
          <h1>
            {t('orders.name', { id: order.id })} {text(order.title)}
          </h1>
          <span className={css.state}>{t(`orderState.${order.state}`)}</span>
        </div>
        <p>
          <Link to="/equipment/$id" params={{ id: order.equipment }}>
            {equipment ? text(equipment.name) : order.equipment}
          </Link>{' '}
          <span className="label">
            · {order.assignee ? personName(order.assignee) : t('orders.nobody')} ·{' '}
            {formatElapsed(now - Date.parse(order.openedAt))}
            {order.occurrences > 1 && ` · ${t('orders.occurrences', { count: order.occurrences })}`}
          </span>
        </p>
        <Progress state={order.state} />
      </header>
      <div className={css.body}>
        <Section title={t('orders.description')} className={css.task}>
          <p className={css.words}>{text(order.description)}</p>
          {order.resolution && (
            <>
              <h2>{t('orders.resolution')}</h2>
              <p className={css.words}>{order.resolution}</p>
            </>
          )}
        </Section>
        <Cause order={order} />
        <Log order={order} />
      </div>
      <Steps order={order} />
    </div>
  );
}

/** The alarm behind the order and the readings of its machine, live. */
function Cause({ order }: { readonly order: WireOrder }): ReactElement {
  const plant = usePlant();
  const time = useSiteTime();
  const now = useNow();
  const { t, text } = useWords();
  const alarm = useAlarm(order.alarmId);
  const equipment = plant.equipmentById.get(order.equipment);
  const key = (equipment?.keyPoints ?? []).map((name) => `${order.equipment}.${name}`);
  const tags = [...new Set([...(alarm?.tag ? [alarm.tag] : []), ...key])];
  const cleared = msOf(order.conditionClearedAt);
  return (
    <Section title={t('orders.readings')} className={css.readings}>
      {order.alarmId && (
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
      )}
      {tags.map((tag) => (
        <LiveReadout key={tag} tag={tag} />
      ))}
    </Section>
  );
}

function Log({ order }: { readonly order: WireOrder }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const personName = usePersonName();
  return (
    <Section title={t('orders.log')} className={css.log}>
      <ol>
        {[...order.log].reverse().map((entry) => (
          <li key={`${entry.at} ${entry.step}`} className={css.entry}>
            <span className="quiet">{time.stamp(msOf(entry.at), now)}</span>
            <span>
              {t(`orderStep.${entry.step}`)} · {personName(entry.actor)}
              {entry.note && entry.note !== order.alarmId && <span className="label"> · {entry.note}</span>}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
