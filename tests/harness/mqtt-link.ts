import mqtt from 'mqtt';
import { onTestFinished } from 'vitest';
import { addressSchema } from '../../gateway/drivers/mqtt/address.ts';
import { mqttDriver } from '../../gateway/drivers/mqtt/driver.ts';
import { MqttLink } from '../../gateway/drivers/mqtt/link.ts';
import type { MqttContext } from '../../gateway/drivers/mqtt/run.ts';
import { connectionSchema, deviceSchema } from '../../gateway/drivers/mqtt/schemas.ts';
import { systemClock } from '../../gateway/observability/system-clock.ts';
import { silentLogger } from './silent-logger.ts';

/** A device as a template and a site file describe it. */
export interface GivenDevice {
  readonly id: string;
  readonly config: object;
  readonly addresses: readonly object[];
}

/** What a link to a broker is made from; points are numbered through all devices, and may be written. */
export function mqttContext(
  url: string,
  given: readonly GivenDevice[],
  config: object = {},
  more: Partial<MqttContext> = {},
): MqttContext {
  let index = 0;
  const devices = given.map(({ id, config: device, addresses }) => ({
    id,
    config: deviceSchema.parse(device),
    points: addresses.map((address, at) => ({
      ...{ index: index++, tag: `${id}.${at}`, periodMs: 1_000, writable: true },
      address: addressSchema.parse(address),
    })),
  }));
  const connection = connectionSchema.parse({ url, ...config });
  return {
    connectionId: 'broker',
    config: connection,
    devices,
    clock: systemClock,
    logger: silentLogger,
    stateFolder: undefined,
    ...more,
  };
}

/** A link that is stopped when the test ends. */
export function mqttLink(...args: Parameters<typeof mqttContext>): MqttLink {
  const link = mqttDriver.create(mqttContext(...args));
  if (!(link instanceof MqttLink)) throw new Error('not the link of this driver');
  onTestFinished(() => link.stop());
  return link;
}

/** Another client on the broker, gone when the test ends. */
export async function otherClient(url: string, options: mqtt.IClientOptions = {}): Promise<mqtt.MqttClient> {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, ...options }, false);
  onTestFinished(() => client.endAsync(true));
  return client;
}
