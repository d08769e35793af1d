import type { Alarm } from '../../domain/alarm.ts';
import type { HandoverItem } from '../../domain/duty/shifts/handover-report.ts';
import type { SystemId } from '../../domain/equipment.ts';
import type { AlarmService, QuietCondition } from '../../ports/alarm-service.ts';
import { EMPTY_ITEM, isOfSystems, type SiteParts } from './report-values.ts';

type Alarms = Pick<AlarmService, 'open' | 'quiet' | 'desk'>;

const KEPT_QUIET: ReadonlySet<string> = new Set(['shelved', 'suppressed', 'out-of-service']);
const isUnacknowledged = ({ state }: Alarm): boolean => state.endsWith('unacknowledged');

/** Open alarms that people see, in the order of the desk. */
export function openAlarms(alarms: Alarms, systems: readonly SystemId[]): readonly Alarm[] {
  return alarms.open().filter(({ state, system }) => !KEPT_QUIET.has(state) && isOfSystems(systems, system));
}

export const countUnacknowledged = (open: readonly Alarm[]): number => open.filter(isUnacknowledged).length;

/** Of the whole site: whoever is responsible for one is responsible for all of them. */
export const countUnacknowledgedP1 = (alarms: Alarms): number =>
  openAlarms(alarms, []).filter((alarm) => alarm.priority === 'P1' && isUnacknowledged(alarm)).length;

export const alarmItem = ({
  id,
  title,
  equipment,
  priority,
  state,
  acknowledgedBy,
  activeAt,
}: Alarm): HandoverItem => ({
  ...EMPTY_ITEM,
  ...{ kind: 'alarm', id, title, equipment, priority, state, who: acknowledgedBy, at: activeAt },
});

/** What is kept quiet, by whom, until when and why: shelved and out of service by people, suppressed by design. */
export function quietItems(alarms: Alarms, site: SiteParts, systems: readonly SystemId[]): readonly HandoverItem[] {
  const systemOf = new Map(site.equipment.map(({ id, system }) => [id, system]));
  const byPeople = alarms.quiet().filter(({ equipment }) => isOfSystems(systems, systemOf.get(equipment)));
  const suppressed = alarms
    .open()
    .filter(({ state, system }) => state === 'suppressed' && isOfSystems(systems, system));
  return [...byPeople.map(quietItem), ...suppressed.map(alarmItem)];
}

const quietItem = ({ conditionId, equipment, title, state, until, by, reason }: QuietCondition): HandoverItem => ({
  ...EMPTY_ITEM,
  ...{ kind: 'condition', id: conditionId, title, equipment, state, who: by, until, note: reason },
});

/** Machines that somebody works on now. */
export function repairItems(
  alarms: Alarms,
  site: SiteParts,
  systems: readonly SystemId[],
  now: number,
): HandoverItem[] {
  const machines = new Map(site.equipment.map((one) => [one.id, one]));
  return alarms
    .desk()
    .maintenance.filter(({ equipment, until }) => until > now && isOfSystems(systems, machines.get(equipment)?.system))
    .map(({ equipment, by, from, until, reason }) => ({
      ...EMPTY_ITEM,
      ...{ kind: 'equipment', id: equipment, equipment, state: 'under-repair', who: by, at: from, until, note: reason },
      title: machines.get(equipment)?.name ?? { en: equipment, zh: equipment },
    }));
}
