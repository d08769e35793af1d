import type { ComponentType } from 'react';
import type { EquipmentState } from '../../gateway/contract/resources.ts';
import type { SystemId } from '../../gateway/domain/equipment.ts';

/** What a panel asks of the gateway: newest values, history at the width of the screen, open alarms, work orders. */
export type PanelNeed = 'latest' | 'trend' | 'alarms' | 'work-orders';

/** Shows a whole system on its page; gets its equipment in the order in which it is to be drawn. */
export interface SystemPanel {
  readonly place: 'system';
  readonly id: string;
  readonly system: SystemId;
  readonly needs: readonly PanelNeed[];
  readonly view: ComponentType<{ readonly equipment: readonly EquipmentState[] }>;
}

/** Shows one machine on its page. */
export interface EquipmentPanel {
  readonly place: 'equipment';
  readonly id: string;
  readonly needs: readonly PanelNeed[];
  readonly view: ComponentType<{ readonly equipment: EquipmentState }>;
}

export type Panel = SystemPanel | EquipmentPanel;
