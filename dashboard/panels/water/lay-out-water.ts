import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import type { WaterCircuit } from '../../../gateway/domain/equipment.ts';
import { placesOf, type Shelf, shelve } from '../display/layout/shelves.ts';
import { MACHINE_SIZE } from '../display/layout/sizes.ts';
import type { Place } from '../display/next-along.ts';

export type Circuit = WaterCircuit | 'unnamed';
type Placed = Pick<EquipmentState, 'id' | 'class' | 'circuit'>;

/** The machines of one water circuit on their common pipe. */
export interface WaterBand {
  readonly circuit: Circuit;
  /** Where the name of the circuit stands. */
  readonly label: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** The pipe above each row of machines, and a stub to each of them. */
  readonly pipe: string;
  readonly places: readonly Place[];
}

export interface WaterLayout {
  readonly width: number;
  readonly height: number;
  readonly bands: readonly WaterBand[];
}

export const VESSEL_SIZE = { width: 248, height: 132 } as const;
const GAP = 16;
const LABEL_HEIGHT = 24;
/** Pipe and stubs above a row. */
const LEAD = 24;
const BAND_GAP = 28;
const LEFT = 12;

const CIRCUITS: readonly Circuit[] = ['domestic', 'fire', 'heating', 'chilled', 'cooling', 'drainage', 'unnamed'];
/** Along a pipe: what comes in is measured, moved, kept. */
const ORDER: readonly EquipmentState['class'][] = ['water_meter', 'pump', 'tank', 'sump'];

const rank = ({ class: kind }: Placed): number => (ORDER.indexOf(kind) + ORDER.length + 1) % (ORDER.length + 1);
const sizeOf = ({ class: kind }: Placed) => (kind === 'tank' || kind === 'sump' ? VESSEL_SIZE : MACHINE_SIZE);

/** A band per circuit of the site file, machines of one kind beside each other; what has no circuit stands last. */
export function layOutWater(equipment: readonly Placed[], width: number): WaterLayout {
  const byCircuit = Map.groupBy(equipment, ({ circuit }) => circuit ?? 'unnamed');
  let y = 0;
  const bands = CIRCUITS.flatMap((circuit) => {
    const machines = (byCircuit.get(circuit) ?? []).toSorted((a, b) => rank(a) - rank(b));
    if (machines.length === 0) return [];
    const band = bandOf(circuit, machines, y, width);
    y = Math.max(...band.places.map((place) => place.y + place.height)) + BAND_GAP;
    return [band];
  });
  return { width, height: Math.max(0, y - BAND_GAP), bands };
}

function bandOf(circuit: Circuit, machines: readonly Placed[], y: number, width: number): WaterBand {
  const cells = machines.map((one) => ({ id: one.id, ...sizeOf(one) }));
  const box = { x: LEFT, y: y + LABEL_HEIGHT, width: width - LEFT };
  const shelves = shelve(cells, box, GAP, LEAD);
  return {
    circuit,
    label: { x: 0, y, width, height: LABEL_HEIGHT },
    pipe: pipeOf(shelves.shelves),
    places: placesOf(shelves),
  };
}

/** One pipe over each row, joined at the left, with a stub to each machine. */
function pipeOf(shelves: readonly Shelf[]): string {
  const pipeY = (shelf: Shelf): number => shelf.y - LEAD / 2;
  const rows = shelves.map((shelf) => {
    const ends = shelf.places.map(({ x, width }) => x + width / 2);
    const stubs = ends.map((x) => `M${x} ${pipeY(shelf)}V${shelf.y}`).join('');
    return `M2 ${pipeY(shelf)}H${Math.max(...ends)}${stubs}`;
  });
  const [first, last] = [shelves[0], shelves.at(-1)];
  const riser = first && last && first !== last ? `M2 ${pipeY(first)}V${pipeY(last)}` : '';
  return rows.join('') + riser;
}
