import type { EquipmentPanel } from '../panel.ts';
import { ValuesView } from './values-view.tsx';

/** All values of one machine with unit, quality, age and band. */
export const valuesPanel: EquipmentPanel = { place: 'equipment', id: 'values', needs: ['latest'], view: ValuesView };
