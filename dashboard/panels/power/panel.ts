import type { SystemPanel } from '../panel.ts';
import { PowerView } from './power-view.tsx';

/** Power: breakers, buses and their feeders. */
export const powerPanel: SystemPanel = {
  place: 'system',
  id: 'power',
  system: 'power',
  needs: ['latest', 'alarms'],
  view: PowerView,
};
