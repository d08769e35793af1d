import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import type { SystemId } from '../../../gateway/domain/equipment.ts';
import type { Plant } from '../../data/plant.ts';

/** Whose first key point stands for a system, best first. */
const SHOWN: Readonly<Record<SystemId, readonly EquipmentState['class'][]>> = {
  power: ['ats', 'meter'],
  chillers: ['heat_meter', 'chiller'],
  lifts: [],
  water: ['tank', 'sump', 'pump'],
  gensets: ['genset'],
  environment: ['room_sensor', 'gas_sensor'],
};

/** The one figure of a system that is read from afar; undefined where none stands for it. */
export function wallFigure(plant: Plant, system: SystemId): string | undefined {
  const equipment = plant.ofSystem(system);
  const tags = SHOWN[system].flatMap((kind) =>
    equipment
      .filter((one) => one.class === kind)
      .flatMap((one) => one.keyPoints.slice(0, 1).map((name) => `${one.id}.${name}`)),
  );
  return tags.find((tag) => plant.pointByTag.get(tag)?.kind === 'number');
}

/** Key points of a system: what counts as old when one of them is. */
export const keyTags = (plant: Plant, system: SystemId): string[] =>
  plant.ofSystem(system).flatMap((one) => one.keyPoints.map((name) => `${one.id}.${name}`));
