import type { Equipment } from '../../equipment.ts';
import type { OutageKind } from './outage.ts';

type Fed = Pick<Equipment, 'id' | 'poweredBy' | 'cooledBy'>;

/**
 * Everything that loses its supply with these machines, themselves first. What has another source that stays counts as affected only
 * when all its sources do: a transfer switch goes over.
 */
export function affectedBy(equipment: readonly Fed[], off: readonly string[], kind: OutageKind): readonly string[] {
  const sourcesOf = ({ poweredBy, cooledBy }: Fed): readonly string[] => {
    if (kind === 'power') return poweredBy;
    return kind === 'cooling' ? cooledBy : [];
  };
  const lost = new Set(off);
  for (let grown = -1; grown !== lost.size; ) {
    grown = lost.size;
    for (const one of equipment) {
      const sources = sourcesOf(one);
      if (sources.length > 0 && sources.every((source) => lost.has(source))) lost.add(one.id);
    }
  }
  return [...lost];
}
