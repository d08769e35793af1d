import type { DriverDefinition } from '../../ports/driver.ts';
import { OpcuaLink } from './link.ts';
import {
  addressSchema,
  connectionSchema,
  deviceSchema,
  type OpcuaAddress,
  type OpcuaConnection,
  type OpcuaDevice,
  templateSchema,
} from './schemas.ts';

/** OPC UA: points of a server, by subscription. The protocol stack itself is loaded at the first start. */
export const opcuaDriver: DriverDefinition<OpcuaConnection, OpcuaDevice, OpcuaAddress> = {
  kind: 'opcua',
  title: { en: 'OPC UA', zh: 'OPC UA' },
  connectionSchema,
  deviceSchema,
  addressSchema,
  templateSchema,
  create: (context) => new OpcuaLink(context),
};
