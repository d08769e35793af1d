import type { DriverDevice } from '../../ports/driver.ts';
import { addressSchema, deviceSchema, type ModbusAddress, type ModbusDevice } from './schemas.ts';

/** What a test says about a point; the rest of it is the address as a template has it. */
export interface TestPoint {
  readonly periodMs?: number;
  readonly [key: string]: unknown;
}

/** A device of these points, indexed as they stand, with addresses and settings checked as those of a site are. */
export function testDevice(
  points: readonly TestPoint[],
  settings: object = {},
): DriverDevice<ModbusDevice, ModbusAddress> {
  return {
    id: 'd',
    config: deviceSchema.parse(settings),
    points: points.map(({ periodMs = 1000, ...address }, index) => ({
      index,
      tag: `X.p${index}`,
      address: addressSchema.parse(address),
      periodMs,
      writable: false,
    })),
  };
}
