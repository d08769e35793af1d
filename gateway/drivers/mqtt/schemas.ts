import { z } from 'zod';
import { duration } from '../../domain/duration.ts';

/** Dotted path into a JSON message: `temperature`, `sensors.0.value`. */
const jsonPath = z
  .string()
  .max(200)
  .regex(/^[^.\s]+(\.[^.\s]+)*$/, 'names joined by dots, such as temperature or sensors.0.value');

const topic = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[^+#\0]+$/, 'a topic without the wildcards + and #');

/** The broker and how to sign in to it. */
export const connectionSchema = z.strictObject({
  url: z
    .string()
    .regex(/^mqtts?:\/\/[^\s/@]+\/?$/, 'mqtt://host:port or mqtts://host:port, without user name and password')
    .refine((url) => URL.canParse(url), 'an address with a valid host and port')
    .meta({
      description: 'Address of the broker; mqtts:// checks its certificate',
      examples: ['mqtt://127.0.0.1:1883'],
    }),
  clientId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, _ and -, at most 64')
    .optional()
    .meta({ description: 'Must be unique on the broker; by default plantroom-<connection id>' }),
  username: z.string().optional(),
  password: z.string().optional(),
  keepalive: duration.default('15s').meta({ description: 'A silent broker is noticed after about twice this' }),
  protocolVersion: z
    .union([z.literal(4), z.literal(5)])
    .default(4)
    .meta({ description: '4 is MQTT 3.1.1' }),
});
export type MqttConnection = z.infer<typeof connectionSchema>;

const messageSettings = {
  payload: z.enum(['json', 'plain']).optional().meta({ description: 'What a message holds; json by default' }),
  time: jsonPath
    .optional()
    .meta({ description: 'Where the message says when it was measured: ISO 8601, or s or ms since 1970' }),
  stale: duration.optional().meta({
    description: 'A retained message older than this is marked uncertain; by default three scan periods, at least 10s',
  }),
};

/** What all devices of one template have in common. */
export const templateSchema = z.strictObject(messageSettings);

/** One sender: the topic it publishes on. */
export const deviceSchema = z.strictObject({ topic, ...messageSettings });
export type MqttDevice = z.infer<typeof deviceSchema>;

/** Where in the message a point is; without a path the whole message is the value. */
export const addressSchema = z.strictObject({ path: jsonPath.optional() });
export type MqttAddress = z.infer<typeof addressSchema>;
