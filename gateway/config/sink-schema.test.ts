import { expect, test } from 'vitest';
import { sinkSchema } from './sink-schema.ts';

const INFLUX = { id: 'influx', url: 'http://127.0.0.1:8086' };
const SPARKPLUG = { id: 'scada', kind: 'sparkplug', url: 'mqtt://127.0.0.1:1883', group: 'Campus' };

test('a sink without a kind is an InfluxDB', () => {
  expect(sinkSchema.parse(INFLUX)).toEqual({
    ...{ ...INFLUX, kind: 'influxdb', database: 'plantroom', replayPerSecond: 200_000 },
  });
  expect(sinkSchema.parse({ ...INFLUX, kind: 'victoriametrics' })).toMatchObject({ kind: 'victoriametrics' });
});

test('a Sparkplug sink needs a broker and a group', () => {
  expect(sinkSchema.parse(SPARKPLUG)).toEqual({ ...SPARKPLUG, keepalive: '15s' });
});

test.each([
  ['a group that would be two topics', { group: 'a/b' }],
  ['a wildcard as node', { node: '+' }],
  ['a wildcard as host', { primaryHost: '#' }],
  ['the address of a database', { url: 'http://127.0.0.1:8086' }],
  ['a password in the address', { url: 'mqtt://user:secret@127.0.0.1' }],
  ['certificates without encryption', { tls: { ca: '/etc/ca.pem' } }],
  ['a certificate without its key', { url: 'mqtts://127.0.0.1', tls: { cert: '/etc/a.pem' } }],
  ['a keepalive that notices nothing', { keepalive: '10m' }],
  ['a field of another kind', { database: 'plantroom' }],
])('refused: %s', (_, change) => {
  expect(sinkSchema.safeParse({ ...SPARKPLUG, ...change }).success).toBe(false);
});

test('a database may be read at another address with another token, and not by a sink that cannot be read', () => {
  const read = { read: true, readUrl: 'http://127.0.0.1:8481/select/0/prometheus', readToken: 'r' };
  expect(sinkSchema.parse({ ...INFLUX, ...read })).toMatchObject(read);
  expect(sinkSchema.parse(INFLUX)).not.toHaveProperty('read');
  expect(sinkSchema.safeParse({ ...INFLUX, readUrl: 'http://user:secret@127.0.0.1' }).success).toBe(false);
  expect(sinkSchema.safeParse({ ...SPARKPLUG, read: true }).success).toBe(false);
});

test.each([
  ['a user name and password in the address', { url: 'http://kim:secret@127.0.0.1:8086' }],
  ['a question in the address', { url: 'http://127.0.0.1:8086/write?db=x' }],
  ['an address that is none of the web', { url: 'ftp://127.0.0.1' }],
  ['a replay so slow that it never ends', { replayPerSecond: 1 }],
])('refused of a database: %s', (_, change) => {
  expect(sinkSchema.safeParse({ ...INFLUX, ...change }).success).toBe(false);
});

test('a database behind a proxy may have a path', () => {
  expect(sinkSchema.parse({ ...INFLUX, url: 'https://plant.example/influx/' })).toMatchObject({
    url: 'https://plant.example/influx/',
  });
});
