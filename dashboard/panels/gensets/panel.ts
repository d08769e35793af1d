import type { SystemPanel } from '../panel.ts';
import { GensetsView } from './gensets-view.tsx';

/** Generator sets: readiness list first. */
export const gensetsPanel: SystemPanel = {
  place: 'system',
  id: 'gensets',
  system: 'gensets',
  needs: ['latest', 'alarms'],
  view: GensetsView,
};
