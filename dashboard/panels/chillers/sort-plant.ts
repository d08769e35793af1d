import type { EquipmentState } from '../../../gateway/contract/resources.ts';

/** A chiller plant by what each machine is for, each list in the order of the site file. */
export interface ChillerPlant<One> {
  readonly towers: readonly One[];
  readonly coolingPumps: readonly One[];
  readonly chillers: readonly One[];
  readonly chilledPumps: readonly One[];
  /** Heat meters of the chilled water: what the building takes. */
  readonly meters: readonly One[];
  /** What has no place in the two circuits; drawn below them. */
  readonly others: readonly One[];
}

type Part = keyof ChillerPlant<never>;
type Sorted = Pick<EquipmentState, 'class' | 'circuit'>;

/** The class says what it is, the circuit of the site file which water it moves: nothing is guessed from names. */
export function partOf({ class: kind, circuit }: Sorted): Part {
  switch (kind) {
    case 'chiller':
      return 'chillers';
    case 'fan':
      return circuit === undefined || circuit === 'cooling' ? 'towers' : 'others';
    case 'pump':
      return circuit === 'cooling' ? 'coolingPumps' : circuit === 'chilled' ? 'chilledPumps' : 'others';
    case 'heat_meter':
      return circuit === undefined || circuit === 'chilled' ? 'meters' : 'others';
    default:
      return 'others';
  }
}

export function sortPlant<One extends Sorted>(equipment: readonly One[]): ChillerPlant<One> {
  const of = (part: Part): One[] => equipment.filter((one) => partOf(one) === part);
  return {
    ...{ towers: of('towers'), coolingPumps: of('coolingPumps'), chillers: of('chillers') },
    ...{ chilledPumps: of('chilledPumps'), meters: of('meters'), others: of('others') },
  };
}
