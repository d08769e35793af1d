import type { DriverDevice, DriverPoint } from '../../ports/driver.ts';
import type { BusTime } from './bus-time.ts';
import { type PlannedRead, planDevice } from './device-plan.ts';
import { atomsOf, type Field } from './fields.ts';
import type { ModbusAddress, ModbusDevice } from './schemas.ts';

/** The read of one point and nothing else. */
export interface LoneRead extends Pick<PlannedRead, 'table' | 'start' | 'end'> {
  readonly field: Field;
  /** Where the value stands in the answer, as of a decoder. */
  readonly position: number;
}

/** Nothing is shared, so the cost of the line does not matter. */
const ANY_COST: BusTime = { requestMs: 1, registerMs: 0, bitMs: 0 };

/** How a device is asked for one of its points alone. Throws CONFIG_INVALID for an address that cannot exist. */
export function loneRead(
  { id, config }: DriverDevice<ModbusDevice, ModbusAddress>,
  point: DriverPoint<ModbusAddress>,
): LoneRead {
  const atoms = atomsOf({ id, config, points: [point] });
  const [read] = planDevice({ id, config, atoms, knowledge: new Map(), busTime: ANY_COST });
  const { table, start, end, fields, positions } = read!;
  return { table, start, end, field: fields[0]!, position: positions[0]! };
}
