/** Data types of the lift nodes, by their OPC UA names. */
export type NodeType = 'Int32' | 'UInt32' | 'Double' | 'Boolean';

/** One variable of a lift: node id `<lift id>.<name>`, and the point it shows. */
export interface LiftNode {
  readonly name: string;
  readonly point: string;
  readonly type: NodeType;
  /** Step of a Double, so that noise below it is not a change. */
  readonly step: number;
  readonly unit: string;
}

const node = (name: string, point: string, type: NodeType, step = 1, unit = ''): LiftNode => ({
  name,
  point,
  type,
  step,
  unit,
});

/** The sixteen variables of every lift, named after the BACnet lift object. */
export const liftNodes: readonly LiftNode[] = [
  node('Car_Position', 'floor', 'Int32'),
  node('Car_Moving_Direction', 'direction', 'Int32'),
  node('Car_Door_Status', 'door', 'Int32'),
  node('Car_Door_Zone', 'door_zone', 'Boolean'),
  node('Car_Mode', 'mode', 'Int32'),
  node('Car_Load', 'load_pct', 'Double', 0.5, '%'),
  node('Car_Speed', 'speed', 'Double', 0.01, 'm/s'),
  node('Passenger_Alarm', 'passenger_alarm', 'Boolean'),
  node('Fault_Code', 'fault', 'Int32'),
  node('Drive_Status', 'drive_status', 'Int32'),
  node('Next_Stopping_Floor', 'next_floor', 'Int32'),
  node('Run_Count', 'run_count', 'UInt32'),
  node('Run_Hours', 'run_hours', 'Double', 0.01, 'h'),
  node('Energy_Meter', 'energy', 'Double', 0.01, 'kWh'),
  node('Motor_Temperature', 'motor_t', 'Double', 0.1, '℃'),
  node('Landing_Calls', 'landing_calls', 'Int32'),
];

/** The value a client reads for a value of the model; yes/no stays 1/0 here. */
export function shownValue(lift: LiftNode, value: number): number {
  if (lift.type === 'Boolean') return value === 0 ? 0 : 1;
  if (lift.type !== 'Double') return Math.round(value);
  return Number((Math.round(value / lift.step) * lift.step).toFixed(3));
}

const groupOf = (first: number) =>
  Array.from({ length: 6 }, (_, index) => `L${String(first + index).padStart(2, '0')}`);

/** Which lifts each OPC UA server shows. */
export const liftConnections = [
  { n: 18, id: 'lifts-a', lifts: groupOf(1) },
  { n: 19, id: 'lifts-b', lifts: groupOf(7) },
] as const;
