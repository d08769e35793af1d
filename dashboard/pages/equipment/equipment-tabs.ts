/** Parts of the page of one machine, in their fixed order. */
export const EQUIPMENT_TABS = [
  'overview',
  'trends',
  'alarms',
  'orders',
  'log',
  'documents',
  'maintenance',
  'registers',
] as const;
export type EquipmentTab = (typeof EQUIPMENT_TABS)[number];
