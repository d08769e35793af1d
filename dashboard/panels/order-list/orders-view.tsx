import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useOrders } from '../../data/hooks/queries.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { OrderRows } from './order-rows.tsx';

/** Open work orders of one machine, and the way to open another. */
export function OrdersView({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const orders = useOrders('open', equipment.id).data ?? [];
  const may = useMay('work-order:create');
  const { t } = useWords();
  const create = may && (
    <Link to="/work-orders/new" search={{ equipment: equipment.id }}>
      {t('equipment.newOrder')}
    </Link>
  );
  return (
    <Section title={t('equipment.orders')} aside={create}>
      <div style={{ containerType: 'inline-size' }}>
        {orders.length === 0 ? <p className="quiet">{t('equipment.noOrders')}</p> : <OrderRows orders={orders} />}
      </div>
    </Section>
  );
}
