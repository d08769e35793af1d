import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { usePresentValue } from '../../data/hooks/use-reading.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { useStateSince } from '../../data/hooks/use-state-since.ts';
import { useWords } from '../../i18n/use-words.ts';
import { runPoint } from '../../panels/live/running-state.ts';

/** Points that say how a machine that does not run stands. */
const STATE_NAMES = ['mode', 'position', 'state'] as const;

/** Since when the machine has been in its present state; nothing for machines without one, and without a fresh value. */
export function StateSince({ equipment }: { readonly equipment: EquipmentState }): ReactElement | null {
  const points = usePlant().pointsOf(equipment.id);
  const named = STATE_NAMES.map((name) => points.find((point) => point.name === name)).find((point) => point);
  const point = runPoint(equipment, points) ?? named;
  const isState = point !== undefined && point.kind !== 'number';
  const present = usePresentValue(point?.tag ?? '');
  const since = useStateSince(isState ? point.tag : undefined, present);
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  if (!since) return null;
  return (
    <span className="quiet">
      {t(since.isKnown ? 'equipmentTab.since' : 'equipmentTab.atLeast', { at: time.brief(since.at, now) })}
    </span>
  );
}
