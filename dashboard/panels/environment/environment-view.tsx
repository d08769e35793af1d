import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useWords } from '../../i18n/use-words.ts';
import grid from '../live/tile-grid.module.css';
import { TileGroup } from '../live/tile-group.tsx';

/** Rooms, leaks and gas: is anything wet, warm or poisonous. */
export function EnvironmentView({ equipment }: { readonly equipment: readonly EquipmentState[] }): ReactElement {
  const { t } = useWords();
  const of = (kind: EquipmentState['class']): EquipmentState[] => equipment.filter((one) => one.class === kind);
  const drawn = new Set<EquipmentState['class']>(['room_sensor', 'leak_sensor', 'gas_sensor']);
  return (
    <div className={grid.stack}>
      <TileGroup title={t('environment.leaks')} equipment={of('leak_sensor')} />
      <TileGroup title={t('environment.gas')} equipment={of('gas_sensor')} />
      <TileGroup title={t('environment.rooms')} equipment={of('room_sensor')} />
      <TileGroup title={t('power.other')} equipment={equipment.filter((one) => !drawn.has(one.class))} />
    </div>
  );
}
