import type { SystemPanel } from '../panel.ts';
import { EnvironmentView } from './environment-view.tsx';

/** Rooms, water leaks and gas. */
export const environmentPanel: SystemPanel = {
  place: 'system',
  id: 'environment',
  system: 'environment',
  needs: ['latest', 'alarms'],
  view: EnvironmentView,
};
