import type { DriverDefinition } from '../../ports/driver.ts';
import { MqttLink } from './link.ts';
import {
  addressSchema,
  connectionSchema,
  deviceSchema,
  type MqttAddress,
  type MqttConnection,
  type MqttDevice,
  templateSchema,
} from './schemas.ts';

/** MQTT 3.1.1 and 5: sensors that publish on a topic of a broker. */
export const mqttDriver: DriverDefinition<MqttConnection, MqttDevice, MqttAddress> = {
  kind: 'mqtt',
  title: { en: 'MQTT', zh: 'MQTT' },
  connectionSchema,
  deviceSchema,
  addressSchema,
  templateSchema,
  create: (context) => new MqttLink(context),
};
