import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../../gateway/contract/resources.ts';
import { useOrders } from '../../../data/hooks/queries.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { Answer } from '../../../panels/form-dialog/answer.tsx';
import { OrderRows } from '../../../panels/order-list/order-rows.tsx';
import { OrdersView } from '../../../panels/order-list/orders-view.tsx';
import { Section } from '../../../ui/section.tsx';
import css from './parts.module.css';

/** Open orders of the machine, and all there were, the newest first. */
export function OrdersPart({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const all = useOrders('all', equipment.id);
  const { t } = useWords();
  return (
    <div className={css.stack}>
      <OrdersView equipment={equipment} />
      <Section title={t('equipmentTab.allOrders')}>
        <div className={css.rows}>
          <Answer query={all}>
            {(orders) =>
              orders.length === 0 ? (
                <p className="quiet">{t('equipmentTab.noOrders')}</p>
              ) : (
                <OrderRows orders={orders} />
              )
            }
          </Answer>
        </div>
      </Section>
    </div>
  );
}
