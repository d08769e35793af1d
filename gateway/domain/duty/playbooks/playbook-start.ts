import type { Alarm } from '../../alarm.ts';
import type { EquipmentClass } from '../../equipment.ts';
import type { JoinedAlarm } from './playbook.ts';
import type { Playbook, PlaybookStart } from './playbook-plan.ts';

/** What is quiet on purpose begins nothing, nor does what has returned. */
const BEGINS: readonly Alarm['state'][] = ['active-unacknowledged', 'active-acknowledged'];

/** The playbooks that an alarm begins, or joins. */
export function playbooksFor(
  alarm: Alarm,
  equipmentClass: EquipmentClass | undefined,
  playbooks: readonly Playbook[],
): readonly Playbook[] {
  if (!BEGINS.includes(alarm.state)) return [];
  return playbooks.filter(({ starts }) => starts.some((start) => matches(alarm, equipmentClass, start)));
}

function matches(alarm: Alarm, equipmentClass: EquipmentClass | undefined, start: PlaybookStart): boolean {
  const name = alarm.conditionId.slice(alarm.conditionId.lastIndexOf('.') + 1);
  const allows = <T>(allowed: readonly T[], found: T | undefined): boolean =>
    allowed.length === 0 || (found !== undefined && allowed.includes(found));
  return (
    allows(start.alarms, name) &&
    allows(start.kinds, alarm.kind) &&
    allows(start.classes, alarm.class) &&
    allows(start.systems, alarm.system) &&
    allows(start.equipmentClasses, equipmentClass) &&
    allows(start.equipment, alarm.equipment) &&
    allows(start.priorities, alarm.priority)
  );
}

export const joinedAlarm = ({ id, conditionId, equipment, title, onsetAt }: Alarm): JoinedAlarm => ({
  ...{ id, conditionId, equipment, title, at: onsetAt },
});
