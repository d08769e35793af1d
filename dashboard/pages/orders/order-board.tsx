import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useNow, usePlant } from '../../data/hooks/use-site.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { ClockTag } from '../../panels/order-list/clock-tag.tsx';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import { boardColumns } from './board-columns.ts';
import css from './orders-page.module.css';

/** More than these in one column nobody reads; the list has them all. */
const MOST_CARDS = 30;
/** Cards change their places by whole minutes, so that none moves under a finger. */
const MINUTE_MS = 60_000;

/** Orders by where they stand; in each column what is late first. */
export function OrderBoard({ orders }: { readonly orders: readonly WireOrder[] }): ReactElement {
  const minute = Math.floor(useNow() / MINUTE_MS) * MINUTE_MS;
  const { t } = useWords();
  return (
    <div className={css.board}>
      {boardColumns(orders, minute).map(({ state, orders: cards }) => (
        <section key={state} className={css.column}>
          <h2>
            {t(`orderState.${state}`)} <span className="label">{cards.length}</span>
          </h2>
          <ol>
            {cards.slice(0, MOST_CARDS).map((order) => (
              <Card key={order.id} order={order} />
            ))}
          </ol>
          {cards.length > MOST_CARDS && (
            <p className="quiet">{t('orders.more', { count: cards.length - MOST_CARDS })}</p>
          )}
        </section>
      ))}
    </div>
  );
}

function Card({ order }: { readonly order: WireOrder }): ReactElement {
  const plant = usePlant();
  const personName = usePersonName();
  const { t, text } = useWords();
  const equipment = order.equipment === null ? undefined : plant.equipmentById.get(order.equipment);
  return (
    <li>
      <Link to="/work-orders/$id" params={{ id: String(order.id) }} className={css.card}>
        <span className={css.head}>
          <PriorityBadge priority={order.priority} size={18} label={t(`priority.${order.priority}`)} />
          <span className={css.number}>{order.id}</span>
          {order.state === 'draft' && <span className="quiet">{t('orderState.draft')}</span>}
        </span>
        <span className={css.words}>
          {equipment ? text(equipment.name) : (order.equipment ?? order.place)} · {text(order.title)}
        </span>
        <span className="quiet">{order.assignee ? personName(order.assignee) : t('orders.nobody')}</span>
        <ClockTag order={order} />
      </Link>
    </li>
  );
}
