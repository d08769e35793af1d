import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import type { WireAlarm } from '../../data/alarm-api.ts';
import { useAlarmsOf, useDesk } from '../../data/hooks/use-alarms.ts';
import { usePresentValue } from '../../data/hooks/use-reading.ts';
import { presentValue, useReadingSummary } from '../../data/hooks/use-readings.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { RunState } from '../../ui/status-tag.tsx';
import { runPoint, runStateOf } from '../live/running-state.ts';
import type { FlowState } from './lines.tsx';

/** How a machine stands now: under repair before all else; unknown without a fresh value; stopped by a fault is not simply stopped. */
export function useRunState(equipment: EquipmentState): RunState {
  const point = runPoint(equipment, usePlant().pointsOf(equipment.id));
  const state = runStateOf(usePresentValue(point?.tag ?? ''));
  const alarms = useAlarmsOf('equipment', equipment.id);
  const isUnderRepair = useDesk().maintenance.some((mode) => mode.equipment === equipment.id);
  if (isUnderRepair) return 'under-repair';
  return state === 'stopped' && alarms.some(isFault) ? 'fault' : state;
}

interface Fault extends Pick<WireAlarm, 'kind' | 'priority' | 'returnedAt' | 'closedAt'> {
  readonly suppressedBy: readonly unknown[];
}

/** Kinds that are the machine's own word about itself, not a limit of ours. */
const OWN_WORD: ReadonlySet<string> = new Set(['discrete', 'fault-code']);

/** Whether an alarm says that the machine has failed, and still does; not one that follows from a cause elsewhere. */
export const isFault = ({ kind, priority, returnedAt, closedAt, suppressedBy }: Fault): boolean =>
  OWN_WORD.has(kind) &&
  (priority === 'P1' || priority === 'P2') &&
  returnedAt === null &&
  closedAt === null &&
  suppressedBy.length === 0;

/** Water moves as soon as one of the machines that move it runs; that it stands is only said when all of them are known to stand. */
export function flowOf(values: readonly (number | null)[]): FlowState {
  if (values.some((value) => value !== null && value > 0)) return 'flowing';
  return values.length === 0 || values.includes(null) ? 'unknown' : 'still';
}

/** How the water stands that these machines move. */
export function useFlow(machines: readonly EquipmentState[]): FlowState {
  const plant = usePlant();
  return useFlowOf(machines.map((one) => runPoint(one, plant.pointsOf(one.id))?.tag ?? ''));
}

/** How the water stands of which these points speak: above zero it moves. */
export function useFlowOf(tags: readonly string[]): FlowState {
  return useReadingSummary(tags, (readings) => flowOf(readings.map(presentValue)));
}
