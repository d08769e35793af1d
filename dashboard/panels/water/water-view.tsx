import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useWords } from '../../i18n/use-words.ts';
import grid from '../live/tile-grid.module.css';
import { TileGroup } from '../live/tile-group.tsx';
import { VesselTile } from './vessel-tile.tsx';

/** Water enough, nothing running over: tanks, sumps, pumps, meters. */
export function WaterView({ equipment }: { readonly equipment: readonly EquipmentState[] }): ReactElement {
  const { t } = useWords();
  const of = (kind: EquipmentState['class']): EquipmentState[] => equipment.filter((one) => one.class === kind);
  const drawn = new Set<EquipmentState['class']>(['tank', 'sump', 'pump', 'water_meter']);
  return (
    <div className={grid.stack}>
      <Vessels title={t('water.tanks')} equipment={of('tank')} />
      <Vessels title={t('water.sumps')} equipment={of('sump')} />
      <TileGroup title={t('water.pumps')} equipment={of('pump')} />
      <TileGroup title={t('water.meters')} equipment={of('water_meter')} />
      <TileGroup title={t('power.other')} equipment={equipment.filter((one) => !drawn.has(one.class))} />
    </div>
  );
}

function Vessels({
  title,
  equipment,
}: {
  readonly title: string;
  readonly equipment: readonly EquipmentState[];
}): ReactElement | null {
  if (equipment.length === 0) return null;
  return (
    <section>
      <h2 className={grid.title}>{title}</h2>
      <div className={grid.grid} style={{ ['--tile-width' as string]: '340px' }}>
        {equipment.map((one) => (
          <VesselTile key={one.id} equipment={one} />
        ))}
      </div>
    </section>
  );
}
