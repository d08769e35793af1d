import { MACHINE_SIZE } from '../display/layout/sizes.ts';
import type { Place } from '../display/next-along.ts';
import { CHILLER_SIZE, METER_SIZE, type PlantLabel, type PlantLayout, type PlantPipe } from './plant-layout.ts';
import type { ChillerPlant } from './sort-plant.ts';

/** A bank of more machines is easier to read in rows. */
export const MOST_IN_COLUMN = 6;

const GAP = 14;
/** Between two banks stand one or two headers. */
const LANE = 36;
const DOUBLE_LANE = 60;
const MOST_EXTRA = 60;
/** The chilled water supply runs above all banks, the cooling water return below them. */
const SUPPLY_Y = 40;
const TOP = 60;
const FOOT = { cooling: 54, chilled: 34, none: 0 } as const;
const LABEL = { width: 250, height: 22 } as const;

interface Column {
  readonly ids: readonly string[];
  readonly size: { readonly width: number; readonly height: number };
  /** Room on its right. */
  readonly lane: number;
}

type Banks = ChillerPlant<string>;

const columnsOf = ({ towers, coolingPumps, chillers, chilledPumps, meters }: Banks) => ({
  towers: { ids: towers, size: MACHINE_SIZE, lane: coolingPumps.length > 0 ? LANE : DOUBLE_LANE },
  coolingPumps: { ids: coolingPumps, size: MACHINE_SIZE, lane: DOUBLE_LANE },
  chillers: { ids: chillers, size: CHILLER_SIZE, lane: DOUBLE_LANE },
  chilledPumps: { ids: chilledPumps, size: MACHINE_SIZE, lane: LANE },
  meters: { ids: meters, size: METER_SIZE, lane: 0 },
});
type ColumnName = keyof ReturnType<typeof columnsOf>;
const ORDER: readonly ColumnName[] = ['towers', 'coolingPumps', 'chillers', 'chilledPumps', 'meters'];
const LEFT = 28;
const RIGHT = 12;

/** Least width of the drawing with its banks beside each other. */
export function loopsWidth(plant: Banks): number {
  const columns = Object.values(columnsOf(plant)).filter(({ ids }) => ids.length > 0);
  return columns.reduce((sum, { size, lane }) => sum + size.width + lane, LEFT + RIGHT);
}

/** A bank with its places; empty ones keep a middle, so that pipes go on through where it would stand. */
interface Bank {
  readonly left: number;
  readonly right: number;
  readonly places: readonly Place[];
}

/** Heights of the ports of a machine, as shares of its height. */
const PORT = { out: 0.3, in: 0.7, only: 0.5 } as const;
const portY = (place: Place, port: keyof typeof PORT): number => place.y + place.height * PORT[port];

/**
 * Towers, cooling pumps, chillers, chilled pumps and meters from left to right, joined by headers: cooling water goes to the
 * chillers through the pumps and back below everything; chilled water leaves above and comes back through its pumps.
 */
export function layOutLoops(plant: Banks, width: number): PlantLayout {
  const banks = placeBanks(plant, width);
  const places = ORDER.flatMap((name) => banks[name].places);
  const bottom = Math.max(TOP, ...places.map(({ y, height }) => y + height));
  const hasCooling = plant.towers.length + plant.coolingPumps.length > 0;
  const cooling = hasCooling && plant.chillers.length > 0 ? coolingPipes(banks, bottom) : NOTHING;
  const chilled = plant.chillers.length > 0 ? chilledPipes(banks, width) : NOTHING;
  return {
    width,
    height: bottom + FOOT[hasCooling ? 'cooling' : plant.chillers.length > 0 ? 'chilled' : 'none'],
    places,
    pipes: [...cooling.pipes, ...chilled.pipes],
    bridges: [...cooling.bridges, ...chilled.bridges],
    labels: [...cooling.labels, ...chilled.labels],
  };
}

type Banked = Readonly<Record<ColumnName, Bank>>;

function placeBanks(plant: Banks, width: number): Banked {
  const columns = columnsOf(plant);
  const used = ORDER.filter((name) => columns[name].ids.length > 0);
  const extra = Math.min(MOST_EXTRA, Math.max(0, (width - loopsWidth(plant)) / Math.max(1, used.length - 1)));
  const highest = Math.max(0, ...used.map((name) => heightOf(columns[name])));
  let x = LEFT;
  const bankOf = (name: ColumnName): Bank => {
    const column = columns[name];
    if (column.ids.length === 0) return { left: x, right: x, places: [] };
    const top = TOP + (highest - heightOf(column)) / 2;
    const { width: cellWidth, height } = column.size;
    const places = column.ids.map((id, i) => ({ id, x, y: top + i * (height + GAP), width: cellWidth, height }));
    const bank = { left: x, right: x + cellWidth, places };
    x += cellWidth + column.lane + extra;
    return bank;
  };
  // From left to right: each bank begins where the one before it ends.
  const [towers, coolingPumps] = [bankOf('towers'), bankOf('coolingPumps')];
  const [chillers, chilledPumps, meters] = [bankOf('chillers'), bankOf('chilledPumps'), bankOf('meters')];
  return { towers, coolingPumps, chillers, chilledPumps, meters };
}

const heightOf = ({ ids, size }: Column): number => ids.length * (size.height + GAP) - GAP;

interface Piping {
  readonly pipes: readonly PlantPipe[];
  readonly bridges: readonly string[];
  readonly labels: readonly PlantLabel[];
}
const NOTHING: Piping = { pipes: [], bridges: [], labels: [] };

/** A vertical header with a stub to each port. */
function header(
  x: number,
  stubs: readonly { readonly x: number; readonly y: number }[],
  ...more: readonly number[]
): string {
  const ys = [...stubs.map(({ y }) => y), ...more];
  if (ys.length === 0) return '';
  const trunk = `M${x} ${Math.min(...ys)}V${Math.max(...ys)}`;
  return trunk + stubs.map((stub) => `M${x} ${stub.y}H${stub.x}`).join('');
}

const rightOf = ({ places, right }: Bank, port: keyof typeof PORT = 'only') =>
  places.map((place) => ({ x: right, y: portY(place, port) }));
const leftOf = ({ places, left }: Bank, port: keyof typeof PORT = 'only') =>
  places.map((place) => ({ x: left, y: portY(place, port) }));

/** How far a header stands from the bank it serves. */
const NEAR = 18;
const FAR = 40;

function coolingPipes(banks: Banked, bottom: number): Piping {
  const { towers, coolingPumps, chillers } = banks;
  const inX = chillers.left - FAR;
  const outX = chillers.left - NEAR;
  const backY = bottom + 22;
  const hasTowers = towers.places.length > 0;
  const hasPumps = coolingPumps.places.length > 0;
  const inlets = leftOf(chillers, 'in');
  const first = hasPumps ? coolingPumps : towers;
  const between =
    hasTowers && hasPumps
      ? header((towers.right + coolingPumps.left) / 2, [...rightOf(towers), ...leftOf(coolingPumps)])
      : '';
  const supply = between + header(inX, [...rightOf(first), ...inlets]);
  const backX = hasTowers ? towers.left - 14 : coolingPumps.left - 14;
  const returnPath = `${header(outX, leftOf(chillers, 'out'), backY)}M${outX} ${backY}H${backX}${header(backX, hasTowers ? leftOf(towers) : leftOf(coolingPumps), backY)}`;
  const leftmost = hasTowers ? towers.left : coolingPumps.left;
  return {
    pipes: [
      { id: 'cooling-supply', d: supply, arrow: arrowAt(inX - 8, middleOf(rightOf(first)), 0) },
      { id: 'cooling-return', d: returnPath, arrow: { x: (outX + backX) / 2, y: backY, angle: 180 } },
    ],
    bridges: inlets.map(({ y }) => `M${outX - 6} ${y}H${outX + 6}`),
    labels: [
      { id: 'cooling-supply', x: leftmost, y: 6, ...LABEL },
      { id: 'cooling-return', x: leftmost, y: backY + 6, ...LABEL },
    ],
  };
}

function chilledPipes(banks: Banked, width: number): Piping {
  const { chillers, chilledPumps, meters } = banks;
  const outX = chillers.right + NEAR;
  const inX = chillers.right + FAR;
  const inlets = rightOf(chillers, 'in');
  const hasPumps = chilledPumps.places.length > 0;
  const hasMeters = meters.places.length > 0;
  const endX = hasMeters ? (meters.left + meters.right) / 2 : width - RIGHT;
  const supplyEnd = hasMeters ? (meters.places[0]?.y ?? TOP) : SUPPLY_Y;
  const supply = `${header(outX, rightOf(chillers, 'out'), SUPPLY_Y)}M${outX} ${SUPPLY_Y}H${endX}V${supplyEnd}`;
  const next = hasPumps
    ? leftOf(chilledPumps)
    : hasMeters
      ? leftOf(meters)
      : [{ x: width - RIGHT, y: inlets[0]?.y ?? TOP }];
  const back = hasPumps ? lastHeader(banks, width) : '';
  return {
    pipes: [
      { id: 'chilled-supply', d: supply, arrow: { x: (outX + endX) / 2, y: SUPPLY_Y, angle: 0 } },
      {
        id: 'chilled-return',
        d: header(inX, [...inlets, ...next]) + back,
        arrow: arrowAt(inX + 10, middleOf(next), 180),
      },
    ],
    bridges: inlets.map(({ y }) => `M${outX - 6} ${y}H${outX + 6}`),
    labels: [
      { id: 'chilled-supply', x: outX + 8, y: 6, ...LABEL, width: Math.min(LABEL.width, width - outX - 8) },
      {
        id: 'chilled-return',
        x: outX + 8,
        y: lowestOf(banks) + 6,
        ...LABEL,
        width: Math.min(LABEL.width, width - outX - 8),
      },
    ],
  };
}

/** From the meters, or from the building where none measures, back to the pumps. */
function lastHeader({ chilledPumps, meters }: Banked, width: number): string {
  const x = chilledPumps.right + NEAR;
  const ends = meters.places.length > 0 ? leftOf(meters) : [{ x: width - RIGHT, y: middleOf(rightOf(chilledPumps)) }];
  return header(x, [...rightOf(chilledPumps), ...ends]);
}

const lowestOf = ({ chillers, chilledPumps, meters }: Banked): number =>
  Math.max(...[...chillers.places, ...chilledPumps.places, ...meters.places].map(({ y, height }) => y + height));

function middleOf(ports: readonly { readonly y: number }[]): number {
  return ports[Math.floor((ports.length - 1) / 2)]?.y ?? TOP;
}

const arrowAt = (x: number, y: number, angle: number) => ({ x, y, angle });
