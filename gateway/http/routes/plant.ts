import type { Equipment } from '../../domain/equipment.ts';
import { done, refused } from '../../domain/errors.ts';
import type { Site } from '../../domain/site.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { PlantStatus } from '../../ports/plant-status.ts';
import type { RawReadings } from '../../ports/raw-readings.ts';
import { type Handlers, Prepared } from '../handler.ts';
import { PointWriter } from '../point-writer.ts';
import { registersOf } from './registers.ts';

interface PlantServices {
  readonly site: Site;
  readonly latest: LatestValues;
  readonly raw: RawReadings;
  readonly plant: PlantStatus;
  readonly simulated: boolean;
  readonly version: string;
  readonly generation: string;
}

type PlantRoutes =
  | 'readSite'
  | 'listPoints'
  | 'listEquipment'
  | 'readEquipment'
  | 'readRegisters'
  | 'listConnections'
  | 'readConnection';

/** The site as it is now: what there is, what it reads, how it is reached. */
export function plantRoutes(services: PlantServices): Handlers<PlantRoutes> {
  const { site, latest, raw, plant, simulated, version, generation } = services;
  const { id, name, timeZone, display, areas } = site;
  const writer = new PointWriter(site, latest);
  const equipment = equipmentStates(site);
  const equipmentById = new Map(equipment.map((one) => [one.id, one]));
  return {
    readSite: () => done({ id, name, timeZone, simulated, version, generation, display, areas }),
    listPoints: ({ query }) => done(new Prepared(writer.write(query))),
    listEquipment: () => done(equipment),
    readEquipment: ({ params }) => {
      const found = equipmentById.get(params.id);
      return found ? done(found) : refused('EQUIPMENT_NOT_FOUND');
    },
    readRegisters: ({ params }) =>
      equipmentById.has(params.id) ? done(registersOf(site, raw, params.id)) : refused('EQUIPMENT_NOT_FOUND'),
    listConnections: () => done(plant.connections()),
    readConnection: ({ params }) => {
      const found = plant.connections().find((connection) => connection.id === params.id);
      return found ? done(found) : refused('RESOURCE_NOT_FOUND');
    },
  };
}

function equipmentStates(site: Site): (Equipment & { readonly tags: readonly string[] })[] {
  const tags = Map.groupBy(site.points, (point) => point.equipment);
  return site.equipment.map((one) => ({ ...one, tags: (tags.get(one.id) ?? []).map((point) => point.tag) }));
}
