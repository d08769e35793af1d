import type { EquipmentClass } from '../../equipment.ts';
import type { Point } from '../../point.ts';
import { isBad } from '../../quality.ts';

/** Machines that run; the others are in use or not, which no single point tells. */
const RUNNING_CLASSES: ReadonlySet<EquipmentClass> = new Set(['chiller', 'pump', 'fan', 'genset']);
/** Names under which templates tell whether a machine runs, best first. */
const RUN_NAMES = ['running', 'run'];
/** Machines without such a bit run when they turn. */
const TURN_NAMES = ['rpm', 'speed', 'freq'];
/** Registers of the machine itself that count its hours. */
const HOUR_NAMES = ['hours', 'run_hours', 'compressor_hours'];

export type RunningPoint = Pick<Point, 'index' | 'tag' | 'name' | 'kind' | 'unit'>;

/** How telemetry tells that a machine runs, and for how long it has. */
export interface RunSignals {
  /** It is of a class that runs and stops. */
  readonly runs: boolean;
  readonly state: { readonly point: RunningPoint; readonly by: 'state' | 'turning' } | undefined;
  /** Counter of hours in the machine. */
  readonly hours: RunningPoint | undefined;
}

/** The points of one machine that tell of its running; a class that does not run has hours at most. */
export function runSignalsOf(equipmentClass: EquipmentClass, points: readonly RunningPoint[]): RunSignals {
  const firstOf = (names: readonly string[]) =>
    names.map((name) => points.find((point) => point.name === name)).find((point) => point !== undefined);
  const counters = points.filter(({ kind, unit }) => kind === 'counter' && unit === 'h');
  const hours = HOUR_NAMES.map((name) => counters.find((point) => point.name === name)).find(Boolean);
  if (!RUNNING_CLASSES.has(equipmentClass)) return { runs: false, state: undefined, hours };
  const told = firstOf(RUN_NAMES);
  const turning = firstOf(TURN_NAMES);
  if (told) return { runs: true, state: { point: told, by: 'state' }, hours };
  return { runs: true, state: turning && { point: turning, by: 'turning' }, hours };
}

/** under-repair: somebody said so; unknown: it runs or not, and nobody can tell; in-use: a machine without such a state. */
export type EquipmentTag = 'running' | 'stopped' | 'under-repair' | 'unknown' | 'in-use';

/** The tag of a machine. Repair comes before what telemetry says; a bad value is unknown, never stopped. */
export function equipmentTag(
  signals: RunSignals,
  sample: { readonly value: number; readonly quality: number } | undefined,
  isUnderRepair: boolean,
): EquipmentTag {
  if (isUnderRepair) return 'under-repair';
  if (!signals.runs) return 'in-use';
  if (!signals.state || !sample || isBad(sample.quality) || Number.isNaN(sample.value)) return 'unknown';
  return sample.value > 0 ? 'running' : 'stopped';
}
