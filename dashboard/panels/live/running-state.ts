import type { EquipmentState, PointState } from '../../../gateway/contract/resources.ts';

/** Machines that run; meters and sensors only read. */
const RUNNING_CLASSES: ReadonlySet<EquipmentState['class']> = new Set(['chiller', 'pump', 'fan', 'genset']);
/** Names under which templates tell whether a machine runs, best first. */
const RUN_NAMES = ['running', 'run'] as const;
/** Machines without such a bit run when they turn. */
const TURN_NAMES = ['rpm', 'speed', 'freq'] as const;

/** The point that tells whether a machine runs; undefined for machines that do not run. */
export function runPoint(
  equipment: Pick<EquipmentState, 'class'>,
  points: readonly PointState[],
): PointState | undefined {
  if (!RUNNING_CLASSES.has(equipment.class)) return undefined;
  const names: readonly string[] = [...RUN_NAMES, ...TURN_NAMES];
  return names.map((name) => points.find((point) => point.name === name)).find((point) => point !== undefined);
}

/** Null (no trusted value) is unknown, never stopped. */
export function runStateOf(value: number | null): 'running' | 'stopped' | 'unknown' {
  if (value === null) return 'unknown';
  return value > 0 ? 'running' : 'stopped';
}
