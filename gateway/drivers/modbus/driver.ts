import type { DriverDefinition } from '../../ports/driver.ts';
import { ModbusLink } from './link.ts';
import {
  addressSchema,
  connectionSchema,
  deviceSchema,
  type ModbusAddress,
  type ModbusConnection,
  type ModbusDevice,
  templateSchema,
} from './schemas.ts';

/** Modbus TCP, RTU over TCP and RTU: meters, breakers, chillers, drives, generators, remote I/O. */
export const modbusDriver: DriverDefinition<ModbusConnection, ModbusDevice, ModbusAddress> = {
  kind: 'modbus',
  title: { en: 'Modbus', zh: 'Modbus' },
  connectionSchema,
  deviceSchema,
  addressSchema,
  templateSchema,
  create: (context) => new ModbusLink(context),
};
