import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import type { Place } from '../display/next-along.ts';

type Sensor = Pick<EquipmentState, 'id' | 'area' | 'class'>;

/** One area with its sensors. */
export interface AreaBlock {
  readonly area: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly places: readonly Place[];
}

export interface AreaLayout {
  readonly width: number;
  readonly height: number;
  readonly blocks: readonly AreaBlock[];
}

const NARROWEST = 300;
const WIDEST = 420;
const GAP = 12;
export const AREA_HEAD = 32;
export const SENSOR_HEIGHT = 54;
const PADDING = 8;

/** What is dangerous stands before what is only uncomfortable. */
const ORDER: readonly EquipmentState['class'][] = ['gas_sensor', 'leak_sensor', 'room_sensor'];
const rank = ({ class: kind }: Sensor): number => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length);

/** A block per area in the order of the site file, each under the shortest column so far. */
export function layOutAreas(sensors: readonly Sensor[], areas: readonly string[], width: number): AreaLayout {
  const byArea = Map.groupBy(sensors, ({ area }) => area);
  const known = [
    ...areas.filter((area) => byArea.has(area)),
    ...[...byArea.keys()].filter((area) => !areas.includes(area)),
  ];
  const most = Math.max(1, Math.floor((width + GAP) / (NARROWEST + GAP)));
  const count = Math.min(most, Math.max(1, known.length));
  const block = Math.min(WIDEST, (width - (count - 1) * GAP) / count);
  const feet = Array.from({ length: count }, () => 0);
  const blocks = known.map((area) => {
    const column = feet.indexOf(Math.min(...feet));
    const own = (byArea.get(area) ?? []).toSorted((a, b) => rank(a) - rank(b));
    const placed = blockOf(area, own, { x: column * (block + GAP), y: feet[column] ?? 0, width: block });
    feet[column] = placed.y + placed.height + GAP;
    return placed;
  });
  return { width, height: Math.max(0, ...feet.map((foot) => foot - GAP)), blocks };
}

function blockOf(area: string, sensors: readonly Sensor[], at: { x: number; y: number; width: number }): AreaBlock {
  return {
    ...{ area, ...at, height: AREA_HEAD + sensors.length * SENSOR_HEIGHT + PADDING },
    places: sensors.map(({ id }, i) => ({
      ...{ id, x: at.x + PADDING, y: at.y + AREA_HEAD + i * SENSOR_HEIGHT },
      ...{ width: at.width - 2 * PADDING, height: SENSOR_HEIGHT - 4 },
    })),
  };
}
