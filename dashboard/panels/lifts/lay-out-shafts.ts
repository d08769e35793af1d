import type { Place } from '../display/next-along.ts';

/** Lowest and highest landing that a row of shafts shows. */
export interface Floors {
  readonly low: number;
  readonly high: number;
}

export interface ShaftLayout {
  readonly width: number;
  readonly height: number;
  /** Height of one storey. */
  readonly step: number;
  /** One per row of shafts: where the numbers of the landings stand, and the middle of the lowest landing. */
  readonly axes: readonly { readonly top: number; readonly lowest: number }[];
  /** One per lift, in the order given: head, shaft and foot together. */
  readonly places: readonly Place[];
}

/** Room for the numbers of the landings, left of the first shaft. */
export const AXIS_WIDTH = 36;
/** Name and worst alarm above a shaft; floor, doors, load and mode below it. */
export const HEAD_HEIGHT = 50;
export const FOOT_HEIGHT = 108;
/** Floor, doors and load below a shaft take a line each, the mode up to two. */
export const FOOT_LINE = 20;
const NARROWEST = 74;
const WIDEST = 128;
const ROW_GAP = 20;
/** A shaft is about this high, whatever the building; a single row has the screen to itself. */
const SHAFT_HEIGHT = { single: 440, many: 300 };
const LOWEST_STEP = 5;
const HIGHEST_STEP = 22;

export const storeys = ({ low, high }: Floors): number => high - low + 1;

/** Shafts side by side, in as few rows as the width allows, each row filled alike. */
export function layOutShafts(ids: readonly string[], floors: Floors, width: number): ShaftLayout {
  const room = Math.max(NARROWEST, width - AXIS_WIDTH);
  const rows = Math.max(1, Math.ceil(ids.length / Math.max(1, Math.floor(room / NARROWEST))));
  const high = rows === 1 ? SHAFT_HEIGHT.single : SHAFT_HEIGHT.many;
  const step = Math.min(HIGHEST_STEP, Math.max(LOWEST_STEP, Math.floor(high / storeys(floors))));
  const perRow = Math.max(1, Math.ceil(ids.length / rows));
  const column = Math.min(WIDEST, room / perRow);
  const rowHeight = HEAD_HEIGHT + storeys(floors) * step + FOOT_HEIGHT;
  const top = (row: number): number => row * (rowHeight + ROW_GAP);
  return {
    width: AXIS_WIDTH + Math.max(room, column * perRow),
    height: top(rows) - ROW_GAP,
    step,
    axes: Array.from({ length: rows }, (_, row) => ({
      top: top(row) + HEAD_HEIGHT,
      lowest: top(row) + HEAD_HEIGHT + (storeys(floors) - 0.5) * step,
    })),
    places: ids.map((id, i) => ({
      ...{ id, x: AXIS_WIDTH + (i % perRow) * column, y: top(Math.floor(i / perRow)) },
      ...{ width: column - 4, height: rowHeight },
    })),
  };
}

/** Middle of a landing above the foot of its shaft; between two landings a car stands half way. Cut at the ends of the shaft. */
export function riseOf(floor: number, floors: Floors, step: number): number {
  const cut = Math.min(floors.high, Math.max(floors.low, floor));
  return (cut - floors.low + 0.5) * step;
}

/** Landings whose number is written: the ends, and every so many that the numbers do not touch. */
export function numberedFloors(floors: Floors, step: number): readonly number[] {
  const every = [1, 2, 5, 10, 20, 50].find((count) => count * step >= 18) ?? 100;
  const all = Array.from({ length: storeys(floors) }, (_, i) => floors.low + i);
  return all.filter((floor) => {
    const isEnd = floor === floors.low || floor === floors.high;
    const nearEnd = (floors.high - floor) * step < 18 || (floor - floors.low) * step < 18;
    return isEnd || (floor % every === 0 && !nearEnd);
  });
}

/** Taller than any building: the site file does not say how many landings there are. */
const MOST_STOREYS = 70;
const LEAST_STOREYS = 10;

/** Landings of the site file where it names them, else those that were seen, and a few more. */
export function floorsOf(
  ranges: readonly (readonly [number, number] | null)[],
  seen: readonly (number | null)[],
): Floors {
  const named = ranges.filter((range) => range !== null).filter(([low, high]) => high - low < MOST_STOREYS);
  const known = seen.filter((floor) => floor !== null && Number.isFinite(floor)).map((floor) => Math.round(floor ?? 0));
  const low = Math.min(...named.map(([from]) => from), ...(named.length === 0 ? [1, ...known] : []));
  const high = Math.max(
    ...named.map(([, to]) => to),
    ...(named.length === 0 ? [low + LEAST_STOREYS - 1, ...known] : []),
  );
  return { low: Math.floor(low), high: Math.min(Math.ceil(high), Math.floor(low) + 2 * MOST_STOREYS) };
}
