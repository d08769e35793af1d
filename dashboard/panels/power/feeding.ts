import type { EquipmentState } from '../../../gateway/contract/resources.ts';

/** Feeders and what else hangs on one source, in the order of the site file. */
export interface FedGroup {
  readonly source: EquipmentState;
  readonly fed: readonly EquipmentState[];
}

export interface PowerPlan {
  /** Sources that feed something: incomers, then transfer switches. */
  readonly groups: readonly FedGroup[];
  readonly breakers: readonly EquipmentState[];
  readonly transformers: readonly EquipmentState[];
  /** Meters that neither feed nor are fed inside the system. */
  readonly others: readonly EquipmentState[];
}

/** Who feeds whom, from `poweredBy` alone: nothing is guessed from names. */
export function planPower(equipment: readonly EquipmentState[]): PowerPlan {
  const isFeeder = (one: EquipmentState): boolean => one.class === 'meter';
  const groups = equipment.flatMap((source): FedGroup[] => {
    if (source.class === 'transformer' || source.class === 'breaker') return [];
    const fed = equipment.filter((one) => isFeeder(one) && one.poweredBy.includes(source.id));
    return fed.length > 0 ? [{ source, fed }] : [];
  });
  const placed = new Set(groups.flatMap((group) => [group.source.id, ...group.fed.map((one) => one.id)]));
  const rest = equipment.filter((one) => !placed.has(one.id));
  return {
    groups,
    breakers: rest.filter((one) => one.class === 'breaker'),
    transformers: rest.filter((one) => one.class === 'transformer'),
    others: rest.filter((one) => one.class !== 'breaker' && one.class !== 'transformer'),
  };
}
