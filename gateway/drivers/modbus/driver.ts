import type { DriverDefinition } from '../../ports/driver.ts';
import { ModbusLink } from './link.ts';
import { writeProblem } from './order.ts';
import { scanUnits } from './scan-units.ts';
import {
  addressSchema,
  connectionSchema,
  deviceSchema,
  type ModbusAddress,
  type ModbusConnection,
  type ModbusDevice,
  templateSchema,
} from './schemas.ts';
import { testPoints } from './test-points.ts';

/** Modbus TCP, RTU over TCP and RTU: meters, breakers, chillers, drives, generators, remote I/O. */
export const modbusDriver: DriverDefinition<ModbusConnection, ModbusDevice, ModbusAddress> = {
  kind: 'modbus',
  title: { en: 'Modbus', zh: 'Modbus' },
  connectionSchema,
  deviceSchema,
  addressSchema,
  templateSchema,
  writeProblem,
  create: (context) => new ModbusLink(context),
  tools: { test: testPoints, scan: scanUnits },
};
