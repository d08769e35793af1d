import type { SystemPanel } from '../panel.ts';
import { ChillersView } from './chillers-view.tsx';

/** Chilled water plant. */
export const chillersPanel: SystemPanel = {
  place: 'system',
  id: 'chillers',
  system: 'chillers',
  needs: ['latest', 'alarms'],
  view: ChillersView,
};
