import type { PoweredEquipment } from '../../../gateway/domain/topology-plan.ts';
import { groupPower, type PowerSections } from './sections.ts';
import type { DrawnItem, DrawnLine, DrawnStub } from './single-line.ts';

/** What a single-line diagram is drawn on, and what is known of the site while it is. */
export interface Sheet {
  readonly items: DrawnItem[];
  readonly lines: DrawnLine[];
  readonly stubs: DrawnStub[];
  readonly byId: ReadonlyMap<string, PoweredEquipment>;
  readonly near: ReadonlyMap<string, readonly string[]>;
  readonly groups: PowerSections;
}

/** Nothing drawn yet. */
export function blankSheet(equipment: readonly PoweredEquipment[]): Sheet {
  const byId = new Map(equipment.map((one) => [one.id, one]));
  return { items: [], lines: [], stubs: [], byId, near: neighboursOf(equipment), groups: groupPower(equipment) };
}

/** Puts a machine on the sheet, with its neighbours and what is shown with it. */
export function addItem(item: Omit<DrawnItem, 'near' | 'parts'>, { items, near, groups }: Sheet): void {
  items.push({ ...item, near: near.get(item.id) ?? [], parts: groups.parts.get(item.id) ?? [] });
}

/** Who is joined to whom by a line, in both directions. */
function neighboursOf(equipment: readonly PoweredEquipment[]): ReadonlyMap<string, readonly string[]> {
  const near = new Map<string, string[]>();
  const add = (from: string, to: string): void => void near.set(from, [...(near.get(from) ?? []), to]);
  for (const { id, poweredBy, joins = [] } of equipment) {
    for (const other of [...poweredBy, ...joins]) {
      add(id, other);
      add(other, id);
    }
  }
  return near;
}
