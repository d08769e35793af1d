import type { WireCard } from '../../data/register-api.ts';

export interface LedgerFilter {
  readonly class: string | undefined;
  /** Typed by somebody who looks for a machine; every word must be somewhere in its line. */
  readonly find: string;
}

/** What a search looks at. */
const wordsOf = ({ equipment, name, area, maker, model, fields }: WireCard): string =>
  [
    equipment,
    name?.en,
    name?.zh,
    area,
    maker,
    model,
    fields.number,
    fields.serial,
    fields.contractor,
    fields.responsible,
  ]
    .filter(Boolean)
    .join(' ')
    .toLowerCase();

/** Machines that fit, in the order of the register. */
export function ledgerRows(cards: readonly WireCard[], filter: LedgerFilter): readonly WireCard[] {
  const sought = filter.find.toLowerCase().split(/\s+/).filter(Boolean);
  return cards.filter((card) => {
    if (filter.class !== undefined && card.class !== filter.class) return false;
    const words = wordsOf(card);
    return sought.every((word) => words.includes(word));
  });
}

/** Classes the register has, in the order they come. */
export const classesOf = (cards: readonly WireCard[]): readonly NonNullable<WireCard['class']>[] => [
  ...new Set(cards.flatMap((card) => card.class ?? [])),
];
