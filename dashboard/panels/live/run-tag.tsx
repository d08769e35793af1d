import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useDesk } from '../../data/hooks/use-alarms.ts';
import { usePresentValue } from '../../data/hooks/use-reading.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { StatusTag } from '../../ui/status-tag.tsx';
import { runPoint, runStateOf } from './running-state.ts';

/** Running, stopped or unknown, for a machine that can run; under repair, for any, before all that. */
export function RunTag({ equipment }: { readonly equipment: EquipmentState }): ReactElement | null {
  const point = runPoint(equipment, usePlant().pointsOf(equipment.id));
  const state = runStateOf(usePresentValue(point?.tag ?? ''));
  const isUnderRepair = useDesk().maintenance.some((mode) => mode.equipment === equipment.id);
  const { t } = useWords();
  if (isUnderRepair) return <StatusTag state="under-repair" word={t('equipmentTag.under-repair')} />;
  return point ? <StatusTag state={state} word={t(`state.${state}`)} /> : null;
}
