import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useEnergy, useOrders } from '../../data/hooks/queries.ts';
import { useDuty } from '../../data/hooks/use-duty.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { SYSTEMS } from '../../data/plant.ts';
import { formatChange, formatEnergy, formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import css from './overview-page.module.css';
import { SystemTile } from './system-tile.tsx';

/** Level 1: all right? if not, where first? Eight tiles in fixed places. */
export function OverviewPage(): ReactElement {
  const { site } = usePlant();
  const { t, text } = useWords();
  const mayEnergy = useMay('energy:read');
  return (
    <>
      <h1 className={css.site}>
        {text(site.name)} <span className="quiet">{t('overview.title')}</span>
      </h1>
      <div className={css.tiles}>
        {SYSTEMS.map((system) => (
          <SystemTile key={system} system={system} />
        ))}
        {mayEnergy && <EnergyTile />}
        <OrdersTile />
      </div>
    </>
  );
}

/** Under this share of covered time a figure is shown as doubtful. */
const LEAST_COVERAGE = 0.95;

function EnergyTile(): ReactElement {
  const { t } = useWords();
  const total = useEnergy('today').data?.total;
  const doubtful = total !== undefined && total.coverage < LEAST_COVERAGE;
  return (
    <article className={css.tile}>
      <header className={css.head}>
        <Link to="/energy" search={{ period: 'today' }} className={css.title}>
          {t('overview.energyToday')}
        </Link>
      </header>
      <p className={css.big} data-doubtful={doubtful}>
        {formatEnergy(total?.kwh ?? null)}
      </p>
      {total && total.previousKwh !== null && (
        <p className="label">
          {t('overview.previous')} {formatEnergy(total.previousKwh)} ({formatChange(total.kwh, total.previousKwh)})
        </p>
      )}
      {doubtful && (
        <p className={css.old}>{t('energy.incomplete', { percent: formatQuantity(total.coverage * 100, 0, '%') })}</p>
      )}
    </article>
  );
}

const MOST_ORDERS = 4;

function OrdersTile(): ReactElement {
  const { t, text } = useWords();
  const orders = useOrders('open').data ?? [];
  const unassigned = orders.filter((order) => order.assignee === null).length;
  return (
    <article className={css.tile}>
      <header className={css.head}>
        <Link to="/work-orders" search={{ view: 'open' }} className={css.title}>
          {t('overview.orders')}
        </Link>
        <span className={css.big}>{orders.length}</span>
      </header>
      {orders.length === 0 && <p className="label">{t('overview.noOrders')}</p>}
      {unassigned > 0 && (
        <p className={css.strong}>
          {t('overview.unassigned')}: {unassigned}
        </p>
      )}
      <OnDuty />
      <ul>
        {orders.slice(0, MOST_ORDERS).map((order) => (
          <li key={order.id}>
            <Link to="/work-orders/$id" params={{ id: String(order.id) }} className={css.order}>
              <PriorityBadge priority={order.priority} size={16} label={t(`priority.${order.priority}`)} />
              <span className={css.orderWords}>
                {order.id} {text(order.title)}
              </span>
              <span className="quiet">{t(`orderState.${order.state}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </article>
  );
}

/** Who answers now, each once. */
function OnDuty(): ReactElement | null {
  const rotations = useDuty().data?.rotations ?? [];
  const { t } = useWords();
  const names = [...new Set(rotations.flatMap(({ people }) => people.map(({ name }) => name)))];
  if (rotations.length === 0) return null;
  return (
    <p className="label">
      <Link to="/on-call" search={{}}>
        {t('duty.now')}
      </Link>
      {names.length === 0
        ? ` ! ${t('duty.nobody')}`
        : names.map((name) => <PersonName key={name}>{` · ${name}`}</PersonName>)}
    </p>
  );
}
