import type { DriverDefinition } from '../../ports/driver.ts';
import { addressSchema, type MqttAddress } from './address.ts';
import { browseTopics } from './browse-topics.ts';
import { MqttLink } from './link.ts';
import { connectionSchema, deviceSchema, type MqttConnection, type MqttDevice, templateSchema } from './schemas.ts';
import { testPoints } from './test-points.ts';
import { writeProblem } from './write-target.ts';

/** MQTT 3.1.1 and 5: sensors that publish on a topic of a broker, and Sparkplug B edge nodes. The library is loaded at the first start. */
export const mqttDriver: DriverDefinition<MqttConnection, MqttDevice, MqttAddress> = {
  kind: 'mqtt',
  title: { en: 'MQTT', zh: 'MQTT' },
  connectionSchema,
  deviceSchema,
  addressSchema,
  templateSchema,
  writeProblem,
  create: (context) => new MqttLink(context),
  tools: { test: testPoints, browse: browseTopics },
};
