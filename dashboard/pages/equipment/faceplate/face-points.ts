import type { EquipmentState } from '../../../../gateway/contract/resources.ts';
import type { EquipmentClass } from '../../../../gateway/domain/equipment.ts';

/** What a faceplate shows of a class besides the key points of its template, best first. */
const FACES: Readonly<Record<EquipmentClass, readonly string[]>> = {
  meter: ['p_total', 'pf_total', 'i_a', 'i_b', 'i_c', 'v_ab', 'freq', 'e_import'],
  breaker: ['position', 'trip', 'i_a', 'i_b', 'i_c', 'operations'],
  ats: ['position', 'line1', 'line2', 'transfers'],
  transformer: ['temp_a', 'temp_b', 'temp_c', 'p_total', 'pf_total'],
  chiller: ['setpoint_active', 'chw_dt', 'lcdwt', 'evap_approach', 'cond_approach', 'current_limit', 'hours'],
  pump: ['speed', 'power', 'motor_thermal', 'hours', 'starts', 'fault_code'],
  fan: ['speed', 'motor_v', 'module_t', 'hours'],
  tank: ['level', 'inlet_open', 'overflow'],
  sump: ['level', 'pump1_run', 'pump2_run', 'high_high', 'starts'],
  genset: ['mode', 'fuel_pct', 'batt_v', 'coolant_t', 'oil_p', 'rpm', 'hours'],
  lift: ['passenger_alarm', 'next_floor', 'landing_calls', 'speed', 'motor_t', 'run_hours'],
  room_sensor: ['temperature', 'humidity', 'battery', 'voc'],
  leak_sensor: ['leak', 'distance', 'cable_fault', 'cable_break', 'contamination'],
  gas_sensor: ['concentration', 'fault', 'battery'],
  water_meter: ['flow', 'volume', 'battery'],
  heat_meter: ['supply', 'return', 'flow', 'energy'],
};
const MOST = 6;

type Faced = Pick<EquipmentState, 'class' | 'keyPoints'>;

/** Names of further points of a machine for its faceplate: those of its class that it has and that are not its key points. */
export function facePoints({ class: kind, keyPoints }: Faced, names: readonly string[]): readonly string[] {
  return FACES[kind].filter((name) => names.includes(name) && !keyPoints.includes(name)).slice(0, MOST);
}
