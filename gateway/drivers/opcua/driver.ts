import type { DriverDefinition } from '../../ports/driver.ts';
import { addressSchema, type OpcuaAddress, writeProblem } from './address-schema.ts';
import { OpcuaLink } from './link.ts';
import { connectionSchema, deviceSchema, type OpcuaConnection, type OpcuaDevice, templateSchema } from './schemas.ts';
import { opcuaTools } from './tools.ts';

/** OPC UA: values of a server by subscription, its conditions by events. The protocol stack itself is loaded at the first start. */
export const opcuaDriver: DriverDefinition<OpcuaConnection, OpcuaDevice, OpcuaAddress> = {
  kind: 'opcua',
  title: { en: 'OPC UA', zh: 'OPC UA' },
  connectionSchema,
  deviceSchema,
  addressSchema,
  templateSchema,
  writeProblem,
  create: (context) => new OpcuaLink(context),
  tools: opcuaTools,
};
