import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { duration } from '../../domain/duration.ts';
import { BASE, isTopicValue, placeholdersIn } from './topics.ts';

/** Dotted path into a JSON message: `temperature`, `sensors.0.value`. */
export const jsonPath = z
  .string()
  .max(200)
  .regex(/^[^.\s]+(\.[^.\s]+)*$/, 'names joined by dots, such as temperature or sensors.0.value');

const topic = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[^+#\0]+$/, 'a topic without the wildcards + and #');

/** A topic in which `{name}` stands for what the device says of itself. */
export const topicTemplate = z
  .string()
  .min(1)
  .max(500)
  .regex(
    /^([^+#\0{}]|\{[A-Za-z][A-Za-z0-9_]*\})+$/,
    'a topic without + and #, in which {name} stands for a value of the device',
  );

const file = z.string().max(1000).refine(isAbsolute, 'an absolute path');

const tls = z
  .strictObject({
    ca: file
      .optional()
      .meta({ description: 'PEM file of the authority that signed the broker, instead of the usual ones' }),
    cert: file.optional().meta({ description: 'PEM file of our certificate, for brokers that ask for one' }),
    key: file.optional().meta({ description: 'PEM file of its private key' }),
    passphrase: z.string().optional().meta({ description: 'Of the private key' }),
    serverName: z
      .string()
      .min(1)
      .max(253)
      .optional()
      .meta({ description: 'Name in the certificate of the broker, where it is not the one in url' }),
  })
  .refine((value) => (value.cert === undefined) === (value.key === undefined), {
    path: ['key'],
    message: 'certificate and key belong together',
  });

/** The broker and how to sign in to it. */
export const connectionSchema = z
  .strictObject({
    url: z
      .string()
      .regex(/^mqtts?:\/\/[^\s/@]+\/?$/, 'mqtt://host:port or mqtts://host:port, without user name and password')
      .refine((url) => URL.canParse(url), 'an address with a valid host and port')
      .meta({
        description: 'Address of the broker; mqtts:// encrypts and checks its certificate and name',
        examples: ['mqtt://127.0.0.1:1883'],
      }),
    clientId: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, _ and -, at most 64')
      .optional()
      .meta({ description: 'Must be unique on the broker; by default plantroom-<connection id>' }),
    username: z.string().optional(),
    password: z.string().optional(),
    tls: tls.optional(),
    keepalive: duration.default('15s').meta({ description: 'A silent broker is noticed after about twice this' }),
    protocolVersion: z
      .union([z.literal(4), z.literal(5)])
      .default(4)
      .meta({ description: '4 is MQTT 3.1.1' }),
    statusTopic: topic
      .optional()
      .meta({ description: 'Where the gateway publishes online, and the broker offline for it; retained' }),
  })
  .refine((value) => value.tls === undefined || value.url.startsWith('mqtts:'), {
    path: ['tls'],
    message: 'needs an address that begins with mqtts://',
  });
export type MqttConnection = z.infer<typeof connectionSchema>;

const availability = z.strictObject({
  topic: topicTemplate,
  path: jsonPath.optional().meta({ description: 'Where in a JSON message; without it the message is the word' }),
  online: z.string().max(100).default('online'),
  offline: z.string().max(100).default('offline'),
});
export type MqttAvailability = z.infer<typeof availability>;

const messageSettings = {
  payload: z
    .enum(['json', 'plain', 'hex', 'binary', 'sparkplug'])
    .optional()
    .meta({ description: 'What a message holds; json by default' }),
  time: jsonPath
    .optional()
    .meta({ description: 'Where the message says when it was measured: ISO 8601, or s or ms since 1970' }),
  stale: duration.optional().meta({
    description: 'A retained message older than this is marked uncertain; by default three scan periods, at least 10s',
  }),
  topicTemplate: topicTemplate.optional().meta({
    description: 'Topic of every device of this template; each gives the values of {…}',
    examples: ['sensors/{id}/state'],
  }),
  availability: availability
    .optional()
    .meta({ description: 'Where it is said whether the device is there; {base} is its topic' }),
};

/** What all devices of one template have in common. */
export const templateSchema = z.strictObject(messageSettings);

const sparkplugId = z
  .string()
  .max(200)
  .regex(/^[^+#/\0]+$/, 'an id without + # and /')
  .optional();

const deviceFields = {
  topic: topic.optional(),
  group: sparkplugId.meta({ description: 'Sparkplug group' }),
  node: sparkplugId.meta({ description: 'Sparkplug edge node' }),
  device: sparkplugId.meta({ description: 'Sparkplug device; without it the metrics of the edge node itself' }),
  ...messageSettings,
};

/** One sender: the topic it publishes on, or what its template leaves open in it; with Sparkplug its ids. */
export const deviceSchema = z.looseObject(deviceFields).superRefine((device, context) => {
  const complain = (name: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [name], message, input: device[name] });
  const has = (name: string): boolean => device[name] !== undefined;
  const open = openNames(device);
  for (const name of requiredNames(device).filter((each) => !has(each))) complain(name, 'is missing');
  for (const name of misplacedNames(device, open).filter(has)) complain(name, 'goes with the other kind of payload');
  for (const name of open.filter((each) => has(each) && !isTopicValue(device[each]))) {
    complain(name, 'neither text nor number for a topic');
  }
  const strangers = Object.keys(device).filter((key) => !Object.hasOwn(deviceFields, key) && !open.includes(key));
  if (strangers.length > 0) context.addIssue({ code: 'unrecognized_keys', keys: strangers, input: device });
});
export type MqttDevice = z.infer<typeof deviceSchema>;

const namesIn = (template: string | undefined): readonly string[] =>
  placeholdersIn(template ?? '').filter((name) => name !== BASE);

/** What the topics of the template ask of the device. */
function openNames({ topicTemplate: template, availability: status, payload }: MqttDevice): readonly string[] {
  return payload === 'sparkplug' ? [] : [...new Set([...namesIn(template), ...namesIn(status?.topic)])];
}

function requiredNames(device: MqttDevice): readonly string[] {
  if (device.payload === 'sparkplug') return ['group', 'node'];
  if (device.topic === undefined && device.topicTemplate === undefined) return ['topic'];
  return device.topic === undefined ? openNames(device) : namesIn(device.availability?.topic);
}

/** Sparkplug has its own topics, times and deaths; its ids mean nothing elsewhere, unless a topic asks for them. */
function misplacedNames({ payload }: MqttDevice, open: readonly string[]): readonly string[] {
  if (payload === 'sparkplug') return ['topic', 'topicTemplate', 'time', 'stale', 'availability'];
  return ['group', 'node', 'device'].filter((name) => !open.includes(name));
}
