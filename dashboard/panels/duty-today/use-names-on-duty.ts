import { useDuty } from '../../data/hooks/use-duty.ts';

export interface NamesOnDuty {
  /** Who answers now, each once, in the order of the rotations. */
  readonly names: readonly string[];
  /** The gateway has said so; before, nobody knows. */
  readonly isKnown: boolean;
  readonly hasRota: boolean;
}

export function useNamesOnDuty(): NamesOnDuty {
  const { data } = useDuty();
  const rotations = data?.rotations ?? [];
  const names = [...new Set(rotations.flatMap(({ people }) => people.map(({ name }) => name)))];
  return { names, isKnown: data !== undefined, hasRota: rotations.length > 0 };
}
