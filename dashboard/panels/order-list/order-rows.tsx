import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useNow, usePlant } from '../../data/hooks/use-site.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { formatElapsed } from '../../format/duration.ts';
import { joinName } from '../../format/join-name.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import { usePersonName } from '../live/use-person-name.ts';
import { ClockTag } from './clock-tag.tsx';
import css from './order-rows.module.css';

/** Work orders as rows; each opens its order. */
export function OrderRows({ orders }: { readonly orders: readonly WireOrder[] }): ReactElement {
  const plant = usePlant();
  const now = useNow();
  const { t, text } = useWords();
  const personName = usePersonName();
  return (
    <ul className={css.list}>
      {orders.map((order) => {
        const equipment = order.equipment === null ? undefined : plant.equipmentById.get(order.equipment);
        const where = equipment ? text(equipment.name) : (order.equipment ?? order.place);
        return (
          <li key={order.id}>
            <Link to="/work-orders/$id" params={{ id: String(order.id) }} className={css.row}>
              <PriorityBadge priority={order.priority} label={t(`priority.${order.priority}`)} />
              <span className={css.number}>{order.id}</span>
              <span className={css.what}>
                {joinName(where, text(order.title))}
                <span className={css.clock}>
                  <ClockTag order={order} />
                </span>
              </span>
              <span className={css.state}>{t(`orderState.${order.state}`)}</span>
              <span className={css.person}>{order.assignee ? personName(order.assignee) : t('orders.nobody')}</span>
              <span className={css.age}>{formatElapsed(now - Date.parse(order.openedAt))}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
