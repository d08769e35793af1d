import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { usePresentValue } from '../../data/hooks/use-reading.ts';
import { useWords } from '../../i18n/use-words.ts';
import { type BreakerState, BreakerSymbol } from '../../ui/breaker-symbol.tsx';
import { EquipmentTile } from '../live/equipment-tile.tsx';

/** A trip is never called open; a position that is not fresh is unknown. */
export function breakerState(closed: number | null, tripped: number | null): BreakerState {
  if (closed === null) return 'unknown';
  if (closed > 0) return tripped !== null && tripped > 0 ? 'unknown' : 'closed';
  return tripped !== null && tripped > 0 ? 'tripped' : 'open';
}

/** A circuit breaker with its symbol and word. */
export function BreakerTile({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const closed = usePresentValue(`${equipment.id}.closed`);
  const tripped = usePresentValue(`${equipment.id}.tripped`);
  const { t } = useWords();
  const state = breakerState(closed, tripped);
  return (
    <EquipmentTile
      equipment={equipment}
      points={[]}
      status={<BreakerSymbol state={state} word={t(`state.${state}`)} />}
    />
  );
}
