import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useWords } from '../../i18n/use-words.ts';
import grid from '../live/tile-grid.module.css';
import { TileGroup } from '../live/tile-group.tsx';

/** Enough cooling, at what cost: plant figures, chillers, pumps, towers, each in its place. */
export function ChillersView({ equipment }: { readonly equipment: readonly EquipmentState[] }): ReactElement {
  const { t } = useWords();
  const of = (kind: EquipmentState['class']): EquipmentState[] => equipment.filter((one) => one.class === kind);
  const known = new Set<EquipmentState['class']>(['heat_meter', 'chiller', 'pump', 'fan']);
  return (
    <div className={grid.stack}>
      <TileGroup title={t('chillers.plant')} equipment={of('heat_meter')} />
      <TileGroup title={t('chillers.chillers')} equipment={of('chiller')} />
      <TileGroup title={t('chillers.pumps')} equipment={of('pump')} />
      <TileGroup title={t('chillers.towers')} equipment={of('fan')} />
      <TileGroup title={t('power.other')} equipment={equipment.filter((one) => !known.has(one.class))} />
    </div>
  );
}
