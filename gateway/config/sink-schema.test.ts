import { expect, test } from 'vitest';
import { sinkSchema } from './sink-schema.ts';

const INFLUX = { id: 'influx', url: 'http://127.0.0.1:8086' };
const SPARKPLUG = { id: 'scada', kind: 'sparkplug', url: 'mqtt://127.0.0.1:1883', group: 'Campus' };

test('a sink without a kind is an InfluxDB', () => {
  expect(sinkSchema.parse(INFLUX)).toEqual({ ...INFLUX, kind: 'influxdb', database: 'plantroom' });
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
