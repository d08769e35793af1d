import { openAlarmsPanel } from './alarm-list/panel.ts';
import { chillersPanel } from './chillers/panel.ts';
import { environmentPanel } from './environment/panel.ts';
import { gensetsPanel } from './gensets/panel.ts';
import { liftsPanel } from './lifts/panel.ts';
import { ordersPanel } from './order-list/panel.ts';
import type { EquipmentPanel, Panel, SystemPanel } from './panel.ts';
import { powerPanel } from './power/panel.ts';
import { trendPanel } from './trend/panel.ts';
import { valuesPanel } from './values/panel.ts';
import { waterPanel } from './water/panel.ts';

/** Every panel, one line each; equipment panels in the order they stand on the page. */
export const PANELS: readonly Panel[] = [
  powerPanel,
  chillersPanel,
  liftsPanel,
  waterPanel,
  gensetsPanel,
  environmentPanel,
  valuesPanel,
  trendPanel,
  openAlarmsPanel,
  ordersPanel,
];

export const systemPanels = (): SystemPanel[] => PANELS.filter((panel) => panel.place === 'system');
export const equipmentPanels = (): EquipmentPanel[] => PANELS.filter((panel) => panel.place === 'equipment');
