import type { EquipmentState, PointState, Site } from '../../gateway/contract/resources.ts';
import type { SystemId } from '../../gateway/domain/equipment.ts';

import { arranged } from './arranged.ts';

/** What stands in the building: fixed while the gateway runs. */
export interface Plant {
  readonly site: Site;
  readonly equipment: readonly EquipmentState[];
  readonly points: readonly PointState[];
  readonly equipmentById: ReadonlyMap<string, EquipmentState>;
  readonly pointByTag: ReadonlyMap<string, PointState>;
  /** As its display is arranged, else in the order of the site file: fixed places. */
  ofSystem(system: SystemId): readonly EquipmentState[];
  /** In the order of the template. */
  pointsOf(equipment: string): readonly PointState[];
}

/** The tiles of the overview, in their fixed places. */
export const SYSTEMS: readonly SystemId[] = ['power', 'chillers', 'lifts', 'water', 'gensets', 'environment'];

export function createPlant(site: Site, equipment: readonly EquipmentState[], points: readonly PointState[]): Plant {
  const bySystem = new Map(
    [...Map.groupBy(equipment, (one) => one.system)].map(([system, all]) => [
      system,
      // A copy that a phone has kept may be older than arrangements.
      arranged(all, site.display.order?.[system] ?? []),
    ]),
  );
  const byEquipment = Map.groupBy(points, (point) => point.equipment);
  return {
    site,
    equipment,
    points,
    equipmentById: new Map(equipment.map((one) => [one.id, one])),
    pointByTag: new Map(points.map((point) => [point.tag, point])),
    ofSystem: (system) => bySystem.get(system) ?? [],
    pointsOf: (id) => byEquipment.get(id) ?? [],
  };
}
