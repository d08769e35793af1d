import { z } from 'zod';
import type {
  PlanPoint,
  ReadinessItem,
  ReadinessSubject,
  RunFigure,
  TestRunRule,
  TestRunSet,
} from '../../domain/duty/test-runs/test-run-plan.ts';
import type { Point } from '../../domain/point.ts';
import { entryId as id } from '../entry-id.ts';

const band = z.tuple([z.number(), z.number()]).refine(([low, high]) => low <= high, 'the lower one comes first');

/** One entry of `duty.testRuns.sets`. */
export const testRunSetEntry = z.strictObject({
  equipment: id,
  ratedKw: z.number().positive().optional().meta({ description: 'For a set that tells power but no load in percent' }),
  mains: z.string().optional().meta({ description: 'Tag of a voltage that is 0 while the outside supply is away' }),
  rules: z.array(id).optional().meta({ description: 'Those that hold for it; all by default' }),
  bands: z
    .strictObject({ fuel: band, coolant: band, battery: band })
    .partial()
    .default({})
    .meta({ description: 'What is ready to start; the normal bands of the points by default' }),
});
export type TestRunSetEntry = z.infer<typeof testRunSetEntry>;

/** Figures of the paper form, as far as the set has them. */
const FIGURES: readonly string[] = [
  ...['rpm', 'freq', 'v_ab', 'v_a', 'i_a', 'i_b', 'i_c', 'p_total', 'load_pct', 'oil_p', 'coolant_t', 'oil_t'],
  ...['batt_v', 'chg_v', 'fuel_pct', 'hours', 'starts'],
];
/** How a set tells that it turns: by its speed above cranking, by its own word, by its frequency. */
const RUNNING: readonly (readonly [string, number])[] = [
  ['rpm', 600],
  ['running', 0.5],
  ['freq', 20],
];
/** A third of a phase voltage: below it the supply is away. */
const MAINS_V = 75;
/** States of a charger that does not fail: the contact is open; GenComm: disabled, not active, not there. */
const CHARGER_WELL: Readonly<Record<string, readonly number[]>> = { boolean: [0], enum: [0, 1, 15] };

/** A generator set as its template names its points; a band is that of the site, else the normal one of the point. */
export function testRunSet(
  points: readonly Point[],
  equipment: string,
  said: TestRunSetEntry | undefined,
  rules: readonly TestRunRule[],
): TestRunSet {
  const own = new Map(points.filter((point) => point.equipment === equipment).map((point) => [point.name, point]));
  const mains = points.find(({ tag }) => tag === said?.mains) ?? own.get('mains_v_a');
  return {
    ...{ equipment, rules, running: runningOf(own), load: loadOf(own, said?.ratedKw) },
    mains: mains ? { ...pointOf(mains), above: MAINS_V } : null,
    figures: FIGURES.flatMap((name) => figureOf(own.get(name)) ?? []),
    readiness: [
      banded('fuel', own.get('fuel_pct'), said?.bands.fuel ?? [70, 100]),
      banded('oil', own.get('oil_level'), undefined),
      banded('coolant', own.get('coolant_t'), said?.bands.coolant),
      banded('battery', own.get('batt_v'), said?.bands.battery ?? [25, 29]),
      stated('charger', own.get('charge_fail'), CHARGER_WELL),
      autoOf(own),
    ],
  };
}

type Own = ReadonlyMap<string, Point>;

const pointOf = ({ index, tag }: Point): PlanPoint => ({ index, tag });

function runningOf(own: Own): TestRunSet['running'] {
  const found = RUNNING.find(([name]) => own.has(name));
  const point = found && own.get(found[0]);
  return found && point ? { ...pointOf(point), above: found[1] } : null;
}

function loadOf(own: Own, ratedKw: number | undefined): TestRunSet['load'] {
  const [percent, power] = [own.get('load_pct'), own.get('p_total')];
  if (percent) return { ...pointOf(percent), factor: 1 };
  return power && ratedKw !== undefined ? { ...pointOf(power), factor: 100 / ratedKw } : null;
}

function figureOf(point: Point | undefined): RunFigure | undefined {
  if (point === undefined) return undefined;
  const { name, title, unit, decimals } = point;
  return { ...pointOf(point), name, title, unit, decimals };
}

const shown = (point: Point) => ({ ...pointOf(point), unit: point.unit, decimals: point.decimals });

function banded(
  subject: ReadinessSubject,
  point: Point | undefined,
  given: readonly [number, number] | undefined,
): ReadinessItem {
  const [low = null, high = null] = given ?? point?.normal ?? [];
  // Without a band nothing can be said of the value.
  const isKnown = point !== undefined && low !== null;
  return { subject, point: isKnown ? shown(point) : null, low, high, states: null };
}

function stated(
  subject: ReadinessSubject,
  point: Point | undefined,
  well: Readonly<Record<string, readonly number[]>>,
): ReadinessItem {
  const states = point && well[point.kind];
  return { subject, point: point && states ? shown(point) : null, low: null, high: null, states: states ?? null };
}

/** In automatic: by the set's own bit, or by the states of its mode that say so. */
function autoOf(own: Own): ReadinessItem {
  const bit = own.get('mode_auto');
  if (bit) return stated('auto', bit, { boolean: [1], enum: [1] });
  const mode = own.get('mode');
  const states = Object.entries(mode?.states ?? {}).filter(([, { en }]) => /^auto/i.test(en));
  return stated('auto', mode, { enum: states.map(([value]) => Number(value)) });
}
