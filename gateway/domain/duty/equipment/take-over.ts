import type { CardField, EquipmentCard } from './equipment-card.ts';

/** What whoever takes a house over wants to know of a machine and nobody but people can write. */
const WANTED_FIELDS: readonly CardField[] = [
  ...(['number', 'serial', 'commissionedOn', 'switchPosition', 'responsible', 'contractor'] as const),
  ...(['warrantyUntil', 'cycleDays', 'ratedData'] as const),
];
const WANTED_PAPERS = ['manual', 'drawing', 'certificate'] as const;

export interface CardGaps {
  readonly fields: readonly CardField[];
  readonly papers: readonly (typeof WANTED_PAPERS)[number][];
}

/** What is still missing on a card. A paper that was withdrawn is none. */
export const cardGaps = ({ fields, documents }: EquipmentCard): CardGaps => ({
  fields: WANTED_FIELDS.filter((field) => fields[field] === null),
  papers: WANTED_PAPERS.filter((kind) => !documents.some((one) => one.kind === kind && one.withdrawn === null)),
});
