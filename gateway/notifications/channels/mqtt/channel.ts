import { z } from 'zod';
import type { Channel, ChannelDefinition, ChannelTools, SendResult } from '../../../ports/channel.ts';
import { BrokerLine } from './broker-line.ts';
import { eventsOf, stateOf, stateTopic, topicsOf } from './message.ts';
import { StateBoard } from './state-board.ts';

const file = z.string().min(1).max(1000);

const options = z.strictObject({
  url: z
    .string()
    .max(500)
    .regex(/^mqtts?:\/\/[^\s/@]+$/, 'mqtt://host:1883 or mqtts://host:8883, without user name and password')
    .meta({ description: 'The broker' }),
  clientId: z
    .string()
    .regex(/^[\w.-]{1,60}$/)
    .optional()
    .meta({
      description: 'plantroom-alarms-<site> unless given; two clients with one id push each other out',
    }),
  username: z.string().min(1).max(200).optional(),
  password: z.string().min(1).max(500).optional(),
  protocolVersion: z
    .union([z.literal(4), z.literal(5)])
    .default(4)
    .meta({ description: '4 is MQTT 3.1.1' }),
  root: z
    .string()
    .regex(/^[\w.-]{1,60}(\/[\w.-]{1,60}){0,9}$/, 'a topic without wildcards')
    .default('facility')
    .meta({ description: 'First part of every topic' }),
  tls: z
    .strictObject({
      ca: file.optional(),
      cert: file.optional(),
      key: file.optional(),
      serverName: z.string().max(253).optional(),
    })
    .optional()
    .meta({ description: 'Files in PEM; the broker is always checked' }),
});
export type MqttChannelOptions = z.infer<typeof options>;

/** Publishes alarms to programs: each annunciation once, and the present state of every alarm as a retained message. */
export const mqtt: ChannelDefinition<MqttChannelOptions> = {
  kind: 'mqtt',
  title: { en: 'MQTT broker', zh: 'MQTT 代理' },
  optionsSchema: options,
  address: undefined,
  secrets: ['password'],
  create: createMqtt,
};

function createMqtt(given: MqttChannelOptions, { clock, random, site }: ChannelTools): Channel {
  const topics = topicsOf(given.root, site.id);
  const line = new BrokerLine(
    { ...given, clientId: given.clientId ?? `plantroom-alarms-${site.id}` },
    { clock, random },
  );
  const board = new StateBoard(line, topics.states);
  return {
    limits: { rate: undefined, bundle: 50 },
    async send(message): Promise<SendResult> {
      const sent = await Promise.all(eventsOf(topics, message).map((event) => line.publish(event)));
      const failure = sent.find((reason) => reason !== undefined);
      if (failure === undefined) return { kind: 'sent' };
      return { kind: failure.isRefusal ? 'broken' : 'failed', detail: failure.detail };
    },
    publish: async (topic, payload) => (await line.publish({ topic, payload, isRetained: false }))?.detail,
    mirror: {
      show: (open) => board.show(new Map(open.map((alarm) => [stateTopic(topics, alarm), stateOf(site, alarm)]))),
      changed: (alarm) =>
        board.change(stateTopic(topics, alarm), alarm.state === 'closed' ? null : stateOf(site, alarm)),
    },
    async close() {
      board.close();
      await line.close();
    },
  };
}
