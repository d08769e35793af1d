import type { EquipmentState } from '../../../../gateway/contract/resources.ts';

export type Arrangeable = Pick<EquipmentState, 'id' | 'class' | 'system' | 'area' | 'poweredBy' | 'circuit'>;

/** Machines of one kind that stand beside one another on a drawing: on one bus, in one circuit, in one area. */
export interface Siblings<T> {
  readonly key: string;
  readonly members: readonly T[];
}

/** Where the topology leaves no choice there is nothing to arrange: a machine without siblings is not named. */
export function siblingsOf<T extends Arrangeable>(machines: readonly T[]): readonly Siblings<T>[] {
  const groups = Map.groupBy(machines, keyOf);
  return [...groups].flatMap(([key, members]) => (members.length > 1 ? [{ key, members }] : []));
}

function keyOf(machine: Arrangeable): string {
  return [machine.class, machine.circuit ?? '', placeOf(machine)].join('|');
}

/** What keeps a machine where it is on the drawing of its system: its bus, its area. */
function placeOf({ system, area, poweredBy }: Arrangeable): string {
  if (system === 'power') return poweredBy.join('+');
  return system === 'environment' ? area : '';
}

/** All machines with one moved to another place among its siblings; those of other groups stay where they are. */
export function moved<T extends Arrangeable>(machines: readonly T[], id: string, to: number): readonly T[] {
  const group = siblingsOf(machines).find(({ members }) => members.some((one) => one.id === id));
  if (!group) return machines;
  const one = group.members.find((member) => member.id === id)!;
  const at = Math.min(Math.max(to, 0), group.members.length - 1);
  const next = group.members
    .filter((member) => member !== one)
    .toSpliced(at, 0, one)
    [Symbol.iterator]();
  return machines.map((machine) => (group.members.includes(machine) ? next.next().value! : machine));
}
