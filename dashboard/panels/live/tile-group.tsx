import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { EquipmentTile } from './equipment-tile.tsx';
import css from './tile-grid.module.css';

export interface TileGroupProps {
  readonly title: string;
  readonly equipment: readonly EquipmentState[];
  readonly points?: readonly string[];
}

/** Machines of one kind under their title, in the order of the site file. Draws nothing for none. */
export function TileGroup({ title, equipment, points }: TileGroupProps): ReactElement | null {
  if (equipment.length === 0) return null;
  return (
    <section>
      <h2 className={css.title}>{title}</h2>
      <div className={css.grid}>
        {equipment.map((one) => (
          <EquipmentTile key={one.id} equipment={one} {...(points ? { points } : {})} />
        ))}
      </div>
    </section>
  );
}
