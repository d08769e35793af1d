import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { duration, durationMs } from '../domain/duration.ts';
import { entryId as id } from './entry-id.ts';

/** What stands in an address ends up in logs and error messages; secrets have fields of their own. */
function isPlainAddress(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { username, password, search, hash } = new URL(text);
  return username === '' && password === '' && search === '' && hash === '';
}

const database = {
  id,
  url: z
    .url({ protocol: /^https?$/ })
    .refine(isPlainAddress, 'an address without user name, password and anything after ? or #')
    .meta({ description: 'Address of the server; a path is kept, for servers behind a proxy' }),
  database: z.string().default('plantroom').meta({ description: 'Database (1.x) or bucket (2.x, 3.x)' }),
  organisation: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  token: z.string().optional(),
  replayPerSecond: z
    .int()
    .min(100)
    .max(1_000_000)
    .default(200_000)
    .meta({ description: 'Values a second while it catches up with an outage; live data is not limited' }),
  read: z.boolean().optional().meta({
    description: 'Read history from it that is older than what is kept here; by default when it is the only database',
  }),
  readUrl: z
    .url({ protocol: /^https?$/ })
    .refine(isPlainAddress, 'an address without user name, password and anything after ? or #')
    .optional()
    .meta({ description: 'Address for reading when it is another one, as vmselect of a VictoriaMetrics cluster' }),
  readToken: z.string().optional().meta({ description: 'Token for reading when it is another one' }),
};

const influxdb = z.strictObject({ ...database, kind: z.literal('influxdb').default('influxdb') });
const victoriametrics = z.strictObject({ ...database, kind: z.literal('victoriametrics') });

const topicPart = z
  .string()
  .max(200)
  .regex(/^[^+#/\0]+$/, 'an id without +, # and /');

const file = z.string().max(1000).refine(isAbsolute, 'an absolute path');

const tls = z
  .strictObject({
    ca: file.optional().meta({ description: 'PEM file of the authority that signed the broker' }),
    cert: file.optional().meta({ description: 'PEM file of our certificate, for brokers that ask for one' }),
    key: file.optional().meta({ description: 'PEM file of its private key' }),
    passphrase: z.string().optional().meta({ description: 'Of the private key' }),
    serverName: z.string().min(1).max(253).optional().meta({ description: 'Name in the certificate of the broker' }),
  })
  .refine((value) => (value.cert === undefined) === (value.key === undefined), {
    path: ['key'],
    message: 'certificate and key belong together',
  });

const SHORTEST_KEEPALIVE_MS = 1_000;
const LONGEST_KEEPALIVE_MS = 60_000;

const sparkplug = z
  .strictObject({
    id,
    kind: z.literal('sparkplug'),
    url: z
      .string()
      .regex(/^mqtts?:\/\/[^\s/@]+\/?$/, 'mqtt://host:port or mqtts://host:port, without user name and password')
      .refine((url) => URL.canParse(url), 'an address with a valid host and port')
      .meta({ description: 'Address of the broker', examples: ['mqtt://127.0.0.1:1883'] }),
    group: topicPart.meta({ description: 'Sparkplug group, such as the company or campus' }),
    node: topicPart.optional().meta({ description: 'Edge node id; by default the id of the site' }),
    clientId: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,128}$/, 'letters, digits, _ and -, at most 128')
      .optional()
      .meta({ description: 'Must be unique on the broker; by default plantroom-<site id>-<sink id>' }),
    username: z.string().optional(),
    password: z.string().optional(),
    tls: tls.optional(),
    primaryHost: topicPart.optional().meta({
      description: 'Id of the host application without which nothing is published; values wait until it is online',
    }),
    keepalive: duration
      .default('15s')
      .refine((text) => {
        const ms = durationMs(text);
        return ms >= SHORTEST_KEEPALIVE_MS && ms <= LONGEST_KEEPALIVE_MS;
      }, 'from 1s to 60s')
      .meta({ description: 'A silent broker is noticed after about one and a half times this' }),
  })
  .refine((value) => value.tls === undefined || value.url.startsWith('mqtts:'), {
    path: ['tls'],
    message: 'needs an address that begins with mqtts://',
  });

/** A server that receives a copy of everything recorded. */
export const sinkSchema = z.discriminatedUnion('kind', [influxdb, victoriametrics, sparkplug]);
