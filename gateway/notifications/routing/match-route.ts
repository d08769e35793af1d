import type { Alarm } from '../../domain/alarm.ts';
import type { EquipmentClass } from '../../domain/equipment.ts';
import type { Route } from '../../domain/on-call.ts';
import { isInHours } from '../on-call/week-hours.ts';

/** What a route is chosen by. */
export interface RouteSubject {
  readonly alarm: Pick<Alarm, 'priority' | 'class' | 'system' | 'equipment' | 'kind' | 'conditionId'>;
  /** Undefined when the equipment is no longer in the site file: then no route by class is meant. */
  readonly equipmentClass: EquipmentClass | undefined;
  readonly at: number;
}

/** Whether everything a route asks for is so; what it does not mention does not matter. */
export function matchRoute({ match }: Route, { alarm, equipmentClass, at }: RouteSubject, timeZone: string): boolean {
  const has = (wanted: readonly string[], value: string | undefined): boolean =>
    wanted.length === 0 || (value !== undefined && wanted.includes(value));
  return (
    has(match.priorities, alarm.priority) &&
    has(match.classes, alarm.class) &&
    has(match.systems, alarm.system) &&
    has(match.equipment, alarm.equipment) &&
    has(match.equipmentClasses, equipmentClass) &&
    has(match.kinds, alarm.kind) &&
    (match.conditions.length === 0 || match.conditions.some((pattern) => matches(pattern, alarm.conditionId))) &&
    (match.hours.length === 0 || isInHours(match.hours, timeZone, at))
  );
}

/** `*` at the end stands for anything. */
function matches(pattern: string, id: string): boolean {
  return pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern;
}
