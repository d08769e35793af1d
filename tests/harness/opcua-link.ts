import type { OpcuaAddress } from '../../gateway/drivers/opcua/address-schema.ts';
import { opcuaDriver } from '../../gateway/drivers/opcua/driver.ts';
import { connectionSchema, type OpcuaDevice } from '../../gateway/drivers/opcua/schemas.ts';
import { systemClock } from '../../gateway/observability/system-clock.ts';
import type { Clock } from '../../gateway/ports/clock.ts';
import type { DriverContext, DriverDevice, SubscribedLink } from '../../gateway/ports/driver.ts';
import { silentLogger } from './silent-logger.ts';

export type OpcuaTestDevice = DriverDevice<OpcuaDevice, OpcuaAddress>;

export const LIFTS = 'urn:a-tower:lifts';
export const UNENCRYPTED = { policy: 'None', allowUnencrypted: true };

/** A device below `root` whose points, numbered from `first`, are at `places`: names of nodes, or whole addresses. */
export function deviceAt(
  root: string,
  first: number,
  places: readonly (string | OpcuaAddress)[],
  { periodMs = 200, writable = false } = {},
): OpcuaTestDevice {
  const points = places.map((place, offset) => ({
    index: first + offset,
    tag: `${root}.${typeof place === 'string' ? place : first + offset}`,
    address: typeof place === 'string' ? { node: place } : place,
    ...{ periodMs, writable },
  }));
  return { id: root, config: { root }, points };
}

export interface LinkSetup {
  readonly port: number;
  readonly devices: readonly OpcuaTestDevice[];
  /** Where the driver keeps its certificates. */
  readonly stateFolder: string;
  /** Overrides of the connection; it is unencrypted and quick by default. */
  readonly config?: object;
  readonly clock?: Clock;
}

export function opcuaContext({
  port,
  devices,
  stateFolder,
  config,
  clock = systemClock,
}: LinkSetup): DriverContext<ReturnType<typeof connectionSchema.parse>, OpcuaDevice, OpcuaAddress> {
  const endpoint = `opc.tcp://127.0.0.1:${port}`;
  const settings = { endpoint, namespace: LIFTS, publishing: '100ms', security: UNENCRYPTED, ...config };
  return {
    connectionId: 'lifts-a',
    config: connectionSchema.parse(settings),
    ...{ devices, clock, logger: silentLogger, stateFolder },
  };
}

/** A link of the OPC UA driver, not started. */
export function opcuaLink(setup: LinkSetup): SubscribedLink {
  const link = opcuaDriver.create(opcuaContext(setup));
  if (link.style !== 'subscribed') throw new Error('a link of another style');
  return link;
}
