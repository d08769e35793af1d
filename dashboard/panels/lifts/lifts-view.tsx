import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { LiftStrip } from './lift-strip.tsx';
import css from './lifts.module.css';

/** Anyone trapped, any car out: one shaft per lift, always in the same place. Monitoring only. */
export function LiftsView({ equipment }: { readonly equipment: readonly EquipmentState[] }): ReactElement {
  return (
    <div className={css.lifts}>
      {equipment.map((one) => (
        <LiftStrip key={one.id} equipment={one} />
      ))}
    </div>
  );
}
