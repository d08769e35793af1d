import type { DriverDefinition } from '../ports/driver.ts';
import { manualDriver } from './manual/driver.ts';
import { modbusDriver } from './modbus/driver.ts';
import { mqttDriver } from './mqtt/driver.ts';
import { opcuaDriver } from './opcua/driver.ts';

/** Every protocol the gateway speaks. Definitions are light: a protocol's library is loaded when a connection needs it. */
export const DRIVERS: readonly DriverDefinition[] = [modbusDriver, opcuaDriver, mqttDriver, manualDriver];
