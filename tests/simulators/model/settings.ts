import type { Building } from './building.ts';

/** Sets what a controller of the building takes from outside: the chilled-water setpoints, ℃. */
export function setPoint(building: Building, equipment: string, point: string, value: number): void {
  const chiller = building.cooling.chillers.find((one) => one.id === equipment);
  if (chiller && point === 'setpoint_remote') chiller.setpoint = value;
}
