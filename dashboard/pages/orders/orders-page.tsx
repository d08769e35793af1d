import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useOrderList } from '../../data/hooks/use-orders.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import type { OrderFilter, WireOrder } from '../../data/order-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { OrderRows } from '../../panels/order-list/order-rows.tsx';
import { Loading, Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { OrderBoard } from './order-board.tsx';
import { ORDER_KINDS, ORDER_VIEWS, type OrderView } from './order-views.ts';
import css from './orders-page.module.css';
import { ReviewList } from './review-list.tsx';
import { Unsent } from './unsent.tsx';

const route = getRouteApi('/work-orders');

/** Work orders: by where they stand, as lists, and what phones sent too late. */
export function OrdersPage(): ReactElement {
  const { view, kind } = route.useSearch();
  const navigate = useNavigate();
  const reviews = useMay('record:review');
  const { t } = useWords();
  const tabs = ORDER_VIEWS.filter((id) => reviews || id !== 'review').map((id) => ({ id, label: t(`orders.${id}`) }));
  return (
    <Section
      title={<h1>{t('orders.title')}</h1>}
      aside={
        <Link to="/work-orders/new" search={{}}>
          {t('newOrder.title')}
        </Link>
      }
    >
      <Unsent />
      <Tabs
        label={t('orders.title')}
        tabs={tabs}
        chosen={view}
        onChoose={(next) => void navigate({ to: '/work-orders', search: { view: next, ...(kind ? { kind } : {}) } })}
      />
      {view === 'review' && reviews ? <ReviewList /> : <Orders view={view} />}
    </Section>
  );
}

const FILTERS: Readonly<Record<OrderView, OrderFilter>> = {
  ...{ board: 'open', open: 'open', mine: 'open', late: 'late', closed: 'all', review: 'open' },
};
const OVER: ReadonlySet<WireOrder['state']> = new Set(['closed', 'rejected', 'cancelled']);

function Orders({ view }: { readonly view: OrderView }): ReactElement {
  const { kind } = route.useSearch();
  const me = useSession()?.user.username;
  const { t } = useWords();
  const orders = useOrderList({ state: FILTERS[view], kind });
  const rows = (orders.data ?? []).filter(({ state, assignee }) => {
    if (view === 'mine') return assignee === me;
    return view !== 'closed' || OVER.has(state);
  });
  return (
    <>
      <KindFilter />
      {orders.error && (
        <Notice
          title={t('error.title')}
          hint={t('error.offlineHint')}
          code={t('error.code', { code: codeOf(orders.error) })}
          retry={{ label: t('error.retry'), act: () => void orders.refetch() }}
        />
      )}
      {orders.isPending && <Loading label={t('signIn.loading')} />}
      {orders.data && rows.length === 0 && <Notice title={t('orders.none')} />}
      {rows.length > 0 && (view === 'board' ? <OrderBoard orders={rows} /> : <OrderRows orders={rows} />)}
    </>
  );
}

function KindFilter(): ReactElement {
  const { view, kind } = route.useSearch();
  const navigate = useNavigate();
  const { t } = useWords();
  return (
    <label className={css.filter}>
      <span>{t('orders.kindField')}</span>
      <select
        value={kind ?? ''}
        onChange={(event) => {
          const next = ORDER_KINDS.find((one) => one === event.currentTarget.value);
          void navigate({ to: '/work-orders', search: { view, ...(next ? { kind: next } : {}) } });
        }}
      >
        <option value="">{t('orders.allKinds')}</option>
        {ORDER_KINDS.map((one) => (
          <option key={one} value={one}>
            {t(`orderKind.${one}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
