import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useOrders } from '../../data/hooks/queries.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { OrderRows } from '../../panels/order-list/order-rows.tsx';
import { Loading, Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { Tabs } from '../../ui/tabs.tsx';

const route = getRouteApi('/work-orders');

/** Work orders: open, mine, closed. */
export function OrdersPage(): ReactElement {
  const { view } = route.useSearch();
  const navigate = useNavigate();
  const me = useSession()?.user.username;
  const may = useMay('work-order:create');
  const { t } = useWords();
  const orders = useOrders(view === 'closed' ? 'all' : 'open');
  const rows = (orders.data ?? []).filter((order) => {
    if (view === 'mine') return order.assignee === me;
    return view === 'open' || order.state === 'closed' || order.state === 'cancelled';
  });
  const tabs = [
    { id: 'open', label: t('orders.open') },
    { id: 'mine', label: t('orders.mine') },
    { id: 'closed', label: t('orders.closed') },
  ] as const;
  return (
    <Section
      title={<h1>{t('orders.title')}</h1>}
      aside={
        may && (
          <Link to="/work-orders/new" search={{}}>
            {t('orders.newTitle')}
          </Link>
        )
      }
    >
      <Tabs
        label={t('orders.title')}
        tabs={tabs}
        chosen={view}
        onChoose={(next) => void navigate({ to: '/work-orders', search: { view: next } })}
      />
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
      {rows.length > 0 && <OrderRows orders={rows} />}
    </Section>
  );
}
