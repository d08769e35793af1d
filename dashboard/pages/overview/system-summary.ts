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

/** Which machines of a system are counted, and whose key points stand for it. */
const RULES: Readonly<
  Record<
    SystemId,
    { readonly counted: EquipmentState['class'] | null; readonly shown: readonly EquipmentState['class'][] }
  >
> = {
  power: { counted: null, shown: ['ats', 'meter'] },
  chillers: { counted: 'chiller', shown: ['heat_meter'] },
  lifts: { counted: null, shown: [] },
  water: { counted: null, shown: ['tank', 'sump', 'pump'] },
  gensets: { counted: 'genset', shown: ['genset'] },
  environment: { counted: null, shown: ['gas_sensor', 'room_sensor'] },
};

/** Figures of one system for its tile: the first key point of each machine of the shown classes, in fixed order. */
export function summarise(plant: Plant, system: SystemId): SystemSummary {
  const rule = RULES[system];
  const equipment = plant.ofSystem(system);
  const running = equipment
    .filter((one) => one.class === rule.counted)
    .flatMap((one) => runPoint(one, plant.pointsOf(one.id))?.tag ?? []);
  const figures = rule.shown.flatMap((kind) =>
    equipment
      .filter((one) => one.class === kind)
      .flatMap((one) =>
        one.keyPoints.slice(0, kind === 'heat_meter' ? MOST_FIGURES : 1).map((name) => `${one.id}.${name}`),
      ),
  );
  return { running, figures: figures.filter((tag) => plant.pointByTag.has(tag)).slice(0, MOST_FIGURES) };
}
