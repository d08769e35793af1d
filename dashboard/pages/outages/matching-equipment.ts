import type { LocalText } from '../../../gateway/domain/text.ts';

interface Named {
  readonly id: string;
  readonly name: LocalText;
  readonly area: string;
}

/** Machines whose id, name or room has every word that was typed, those whose id begins so first; all of them while nothing is. */
export function matchingEquipment<Machine extends Named>(
  machines: readonly Machine[],
  typed: string,
  areaName: (area: string) => string,
): readonly Machine[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = machines.filter(({ id, name, area }) => {
    const text = `${id} ${name.en} ${name.zh} ${areaName(area)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const rank = ({ id }: Machine): number => (words.some((word) => id.toLowerCase().startsWith(word)) ? 0 : 1);
  return found.toSorted((one, other) => rank(one) - rank(other));
}
