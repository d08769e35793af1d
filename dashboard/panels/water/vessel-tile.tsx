import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useReading } from '../../data/hooks/use-reading.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { EquipmentTile } from '../live/equipment-tile.tsx';
import { LiveReadout } from '../live/live-readout.tsx';
import css from './water.module.css';

/** A tank or a sump: outline, fill to its level, limits as ticks; empty and hatched when the level is not known. */
export function VesselTile({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const plant = usePlant();
  const tag = `${equipment.id}.level`;
  const level = useReading(tag);
  const point = plant.pointByTag.get(tag);
  const full = point?.range?.[1] ?? point?.normal?.[1];
  const percent = (value: number): number => (full ? Math.min(100, Math.max(0, (value / full) * 100)) : 0);
  const value = level?.value ?? null;
  const others = plant.pointsOf(equipment.id).filter((one) => one.name !== 'level');
  return (
    <EquipmentTile equipment={equipment} points={[]}>
      <div className={css.vessel}>
        <span className={css.outline} data-standing={level?.standing ?? 'bad'} aria-hidden="true">
          {value !== null && <span className={css.fill} style={{ height: `${percent(value)}%` }} />}
          {point?.normal?.map((limit) => (
            <span key={limit} className={css.tick} style={{ bottom: `${percent(limit)}%` }} />
          ))}
        </span>
        <div className={css.values}>
          <LiveReadout tag={tag} size="key" />
          {others.map((one) => (
            <LiveReadout key={one.tag} tag={one.tag} />
          ))}
        </div>
      </div>
    </EquipmentTile>
  );
}
