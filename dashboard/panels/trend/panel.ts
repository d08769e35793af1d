import type { EquipmentPanel } from '../panel.ts';
import { EquipmentTrend } from './equipment-trend.tsx';

/** Key points of one machine over time. */
export const trendPanel: EquipmentPanel = {
  place: 'equipment',
  id: 'trend',
  needs: ['trend', 'latest'],
  view: EquipmentTrend,
};
