import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import kit from '../display/display.module.css';
import grid from '../live/tile-grid.module.css';
import { GensetTile } from './genset-tile.tsx';

/** Would they start: readiness first, values after. */
export function GensetsView({ equipment }: { readonly equipment: readonly EquipmentState[] }): ReactElement {
  return (
    <div className={`${grid.grid} ${kit.beside}`} style={{ ['--tile-width' as string]: 'min(420px, 100%)' }}>
      {equipment.map((one) => (
        <GensetTile key={one.id} equipment={one} />
      ))}
    </div>
  );
}
