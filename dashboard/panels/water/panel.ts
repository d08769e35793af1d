import type { SystemPanel } from '../panel.ts';
import { WaterView } from './water-view.tsx';

/** Domestic water and drainage. */
export const waterPanel: SystemPanel = {
  place: 'system',
  id: 'water',
  system: 'water',
  needs: ['latest', 'alarms'],
  view: WaterView,
};
