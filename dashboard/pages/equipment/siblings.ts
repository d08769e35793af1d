import type { EquipmentState } from '../../../gateway/contract/resources.ts';

type Sibling = Pick<EquipmentState, 'id' | 'class' | 'system'>;

/** The machine of the same class and system before (-1) or after (+1) this one, in the order of the site file; round at the ends. */
export function siblingOf<One extends Sibling>(all: readonly One[], id: string, step: -1 | 1): One | undefined {
  const own = all.find((one) => one.id === id);
  if (!own) return undefined;
  const line = all.filter((one) => one.class === own.class && one.system === own.system);
  if (line.length < 2) return undefined;
  return line[(line.indexOf(own) + step + line.length) % line.length];
}

/** Keys that lead to a sibling. */
export const SIBLING_KEYS: Readonly<Record<string, -1 | 1>> = { '[': -1, ']': 1 };
