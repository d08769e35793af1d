import type { LocalText } from '../../../gateway/domain/text.ts';
import type { Plant } from '../../data/plant.ts';
import { joinName } from '../../format/join-name.ts';

/** What people call a counter: its machine and its quantity; the tag where the site no longer has it. */
export function meterName(plant: Plant, tag: string, text: (words: LocalText) => string): string {
  const point = plant.pointByTag.get(tag);
  const equipment = point && plant.equipmentById.get(point.equipment);
  return point && equipment ? joinName(text(equipment.name), text(point.title)) : tag;
}
