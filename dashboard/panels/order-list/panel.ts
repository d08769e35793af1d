import type { EquipmentPanel } from '../panel.ts';
import { OrdersView } from './orders-view.tsx';

/** Open work orders of one machine. */
export const ordersPanel: EquipmentPanel = {
  place: 'equipment',
  id: 'orders',
  needs: ['work-orders'],
  view: OrdersView,
};
