import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { usePresentValue } from '../../data/hooks/use-reading.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { StatusTag } from '../../ui/status-tag.tsx';
import { runPoint, runStateOf } from './running-state.ts';

/** Running, stopped or unknown, for a machine that can run. */
export function RunTag({ equipment }: { readonly equipment: EquipmentState }): ReactElement | null {
  const point = runPoint(equipment, usePlant().pointsOf(equipment.id));
  const state = runStateOf(usePresentValue(point?.tag ?? ''));
  const { t } = useWords();
  return point ? <StatusTag state={state} word={t(`state.${state}`)} /> : null;
}
