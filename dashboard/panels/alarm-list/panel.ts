import type { EquipmentPanel } from '../panel.ts';
import { OpenAlarmsView } from './open-alarms-view.tsx';

/** Open alarms of one machine. */
export const openAlarmsPanel: EquipmentPanel = {
  place: 'equipment',
  id: 'open-alarms',
  needs: ['alarms', 'latest'],
  view: OpenAlarmsView,
};
