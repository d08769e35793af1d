import type { HistorianPoint } from '../../../gateway/historian/settings.ts';

/** As many points as a building has, all alike. */
export function plainPoints(count: number): HistorianPoint[] {
  return Array.from({ length: count }, (_, index) => ({
    index,
    tag: `E${Math.floor(index / 25)}.p${index % 25}`,
    kind: 'number',
    unit: 'kW',
    equipment: `E${Math.floor(index / 25)}`,
    equipmentClass: 'chiller',
    area: 'plant',
    name: `p${index % 25}`,
    deadband: 0,
  }));
}
