import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../../gateway/contract/resources.ts';
import { equipmentPanels } from '../../../panels/index.ts';
import css from '../equipment-page.module.css';
import { Origin } from '../origin.tsx';
import { RegisterSummary } from '../register-summary.tsx';

/** Values with their bands, the last hours, open alarms and orders, and what the machine is. */
export function OverviewPart({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  return (
    <>
      <div className={css.panels}>
        {equipmentPanels().map((panel) => (
          <div key={`${panel.id} ${equipment.id}`} className={css[panel.id] ?? ''}>
            <panel.view equipment={equipment} />
          </div>
        ))}
      </div>
      <RegisterSummary equipment={equipment} />
      <Origin equipment={equipment} />
    </>
  );
}
