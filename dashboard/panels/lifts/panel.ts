import type { SystemPanel } from '../panel.ts';
import { LiftsView } from './lifts-view.tsx';

/** Lifts as shafts. */
export const liftsPanel: SystemPanel = {
  place: 'system',
  id: 'lifts',
  system: 'lifts',
  needs: ['latest', 'alarms'],
  view: LiftsView,
};
