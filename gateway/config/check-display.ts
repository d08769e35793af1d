import type { Equipment } from '../domain/equipment.ts';
import type { MistakeList } from './mistakes.ts';
import type { Origin } from './origin.ts';
import type { SiteFile } from './site-schema.ts';

/** An arrangement of a display names machines of its own system, each once. */
export function checkDisplay(
  order: SiteFile['site']['display']['order'],
  equipment: readonly Equipment[],
  origin: Origin,
  mistakes: MistakeList,
): void {
  for (const [system, ids] of Object.entries(order)) {
    const known = equipment.filter((one) => one.system === system).map((one) => one.id);
    for (const [index, id] of ids.entries()) {
      const place = origin.locate(['site', 'display', 'order', system, index], 'value');
      if (!known.includes(id)) mistakes.addUnknown(place, `equipment of "${system}"`, id, known);
      else if (ids.indexOf(id) < index) mistakes.add(place, `"${id}" has a place already`);
    }
  }
}
