import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import type { SystemId } from '../../../gateway/domain/equipment.ts';
import type { Plant } from '../../data/plant.ts';
import { runPoint } from '../../panels/live/running-state.ts';

/** What a tile of the overview shows: machines to count as running, and the figures to read. */
export interface SystemSummary {
  /** The points that tell whether each counted machine runs. */
  readonly running: readonly string[];
  /** Tags of the key figures, at most three. */
  readonly figures: readonly string[];
}

const MOST_FIGURES = 3;

interface Rule {
  /** Machines that are counted as running. */
  readonly counted: EquipmentState['class'] | null;
  /** Whose key points stand for the system, in this order. */
  readonly shown: readonly EquipmentState['class'][];
}

const RULES: Readonly<Record<SystemId, Rule>> = {
  power: { counted: null, shown: ['meter'] },
  chillers: { counted: 'chiller', shown: ['heat_meter'] },
  lifts: { counted: null, shown: [] },
  water: { counted: null, shown: ['tank', 'sump', 'pump'] },
  gensets: { counted: 'genset', shown: ['genset'] },
  environment: { counted: null, shown: ['gas_sensor', 'room_sensor'] },
};

/** Tags of what stands for these machines: what is old among them is counted. */
export const keyTags = (equipment: readonly EquipmentState[], { pointByTag }: Pick<Plant, 'pointByTag'>): string[] =>
  equipment
    .flatMap(({ id, keyPoints }) => keyPoints.map((name) => `${id}.${name}`))
    .filter((tag) => pointByTag.has(tag));

/** Figures of one system for its tile, in fixed order: of each machine that stands for it what has a normal band, else its first key point. */
export function summarise(plant: Plant, system: SystemId): SystemSummary {
  const rule = RULES[system];
  const equipment = plant.ofSystem(system);
  const running = equipment
    .filter((one) => one.class === rule.counted)
    .flatMap((one) => runPoint(one, plant.pointsOf(one.id))?.tag ?? []);
  const standing = rule.shown.flatMap((kind) => standFor(equipment.filter((one) => one.class === kind)));
  return { running, figures: standing.flatMap((one) => figuresOf(one, plant)).slice(0, MOST_FIGURES) };
}

/** Where some of them feed others, those stand for all: incomers, not feeders. */
function standFor(machines: readonly EquipmentState[]): readonly EquipmentState[] {
  const feeding = new Set(machines.flatMap(({ poweredBy }) => poweredBy));
  const sources = machines.filter(({ id, partOf }) => partOf === undefined && feeding.has(id));
  return sources.length > 0 ? sources : machines;
}

function figuresOf(one: EquipmentState, plant: Plant): readonly string[] {
  const tags = keyTags([one], plant);
  const banded = tags.filter((tag) => plant.pointByTag.get(tag)?.normal);
  // What is worked out per ton says nothing while the chillers stand: it has its place on the display of the plant.
  if (one.class === 'heat_meter') return [...new Set([...banded, ...tags])].slice(0, MOST_FIGURES);
  return [banded[0] ?? tags[0]].filter((tag) => tag !== undefined);
}
