import { shelve } from '../display/layout/shelves.ts';
import { MACHINE_SIZE } from '../display/layout/sizes.ts';
import { layOutLoops, loopsWidth, MOST_IN_COLUMN } from './lay-out-loops.ts';
import { CHILLER_SIZE, METER_SIZE, type PipeId, type PlantLayout } from './plant-layout.ts';
import type { ChillerPlant } from './sort-plant.ts';

const GAP = 12;
/** Pipes and words between two banks that stand below each other. */
const LEAD = 34;
const LABEL_HEIGHT = 22;

/**
 * The two water circuits round the chillers: beside each other where the width allows and no bank is too long, else one bank
 * below the other. One unit is one pixel.
 */
export function layOutPlant(plant: ChillerPlant<string>, width: number): PlantLayout {
  const { others, ...banks } = plant;
  const longest = Math.max(...Object.values(banks).map((bank) => bank.length));
  const isWide = longest <= MOST_IN_COLUMN && loopsWidth(plant) <= width;
  const drawn = isWide ? layOutLoops(plant, width) : layOutBanks(plant, width);
  return withOthers(drawn, others);
}

function withOthers(drawn: PlantLayout, others: readonly string[]): PlantLayout {
  if (others.length === 0) return drawn;
  const cells = others.map((id) => ({ id, ...MACHINE_SIZE }));
  const below = shelve(cells, { x: 0, y: drawn.height + LEAD, width: drawn.width }, GAP);
  return {
    ...drawn,
    height: drawn.height + LEAD + below.height,
    places: [...drawn.places, ...below.shelves.flatMap(({ places }) => places)],
  };
}

interface Bank {
  readonly ids: readonly string[];
  readonly size: { readonly width: number; readonly height: number };
  /** The pipe that enters it from above. */
  readonly pipe: PipeId;
}

/** Room for the risers that lead the water back, on the left of the banks. */
const RISER = 12;

function layOutBanks(plant: ChillerPlant<string>, width: number): PlantLayout {
  const banks: readonly Bank[] = [
    { ids: plant.towers, size: MACHINE_SIZE, pipe: 'cooling-return' },
    { ids: plant.coolingPumps, size: MACHINE_SIZE, pipe: 'cooling-supply' },
    { ids: plant.chillers, size: CHILLER_SIZE, pipe: 'chilled-return' },
    { ids: plant.chilledPumps, size: MACHINE_SIZE, pipe: 'chilled-supply' },
    { ids: plant.meters, size: METER_SIZE, pipe: 'chilled-supply' },
  ];
  let y = 0;
  const drawn = banks.flatMap((bank, i) => {
    if (bank.ids.length === 0) return [];
    const hasPipe = banks.findIndex((one) => one.pipe === bank.pipe && one.ids.length > 0) === i;
    const head = hasPipe ? LEAD : 0;
    const box = { x: RISER, y: y + head, width: width - 2 * RISER };
    const shelves = shelve(
      bank.ids.map((id) => ({ id, ...bank.size })),
      box,
      GAP,
    );
    const top = y;
    y += head + shelves.height + GAP;
    return [{ top, hasPipe, pipe: bank.pipe, places: shelves.shelves.flatMap(({ places }) => places) }];
  });
  const headed = drawn.filter(({ hasPipe }) => hasPipe);
  return {
    width,
    height: Math.max(0, y - GAP),
    places: drawn.flatMap(({ places }) => places),
    bridges: [],
    pipes: headed.map(({ top, pipe }) => ({
      id: pipe,
      d: `M0 ${top + LEAD - 8}H${width}`,
      arrow: { x: width - 16, y: top + LEAD - 8, angle: 0 },
    })),
    labels: headed.map(({ top, pipe }) => ({ id: pipe, x: 0, y: top, width, height: LABEL_HEIGHT })),
  };
}
