import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addressSchema } from './address.ts';
import { connectionSchema, deviceSchema, templateSchema } from './schemas.ts';

describe('the site file', () => {
  it('fills in what is left out', () => {
    expect(connectionSchema.parse({ url: 'mqtt://127.0.0.1:1883' })).toEqual({
      url: 'mqtt://127.0.0.1:1883',
      keepalive: '15s',
      protocolVersion: 4,
    });
  });

  it.each(['http://a', 'mqtt://user:secret@broker', 'mqtt://broker:99999', 'mqtt://', 'broker:1883'])(
    'refuses %s',
    (url) => {
      expect(connectionSchema.safeParse({ url }).success).toBe(false);
    },
  );

  it.each(['a/+/b', 'a/#', '', '#'])('refuses the topic "%s"', (topic) => {
    expect(deviceSchema.safeParse({ topic }).success).toBe(false);
  });

  it.each(['a..b', '.a', 'a.', 'a b', ''])('refuses the path "%s"', (path) => {
    expect(addressSchema.safeParse({ path }).success).toBe(false);
  });

  it.each([
    [{ tls: { ca: '/etc/ca.pem' } }, 'plain mqtt has no TLS'],
    [{ url: 'mqtts://b', tls: { cert: '/etc/c.pem' } }, 'a certificate without its key'],
    [{ url: 'mqtts://b', tls: { ca: 'ca.pem' } }, 'a relative path'],
    [{ url: 'mqtts://b', tls: { rejectUnauthorized: false } }, 'no way to leave the check out'],
    [{ statusTopic: 'a/#' }, 'a status on every topic'],
  ] as [object, string][])('refuses %j: %s', (more) => {
    expect(connectionSchema.safeParse({ url: 'mqtt://b', ...more }).success).toBe(false);
  });

  it('the sample is valid', () => {
    const sample = parse(readFileSync(new URL('./sample.yaml', import.meta.url), 'utf8'));
    const { id: _id, driver: _driver, ...connection } = sample.connections[0];
    expect(connectionSchema.safeParse(connection).success).toBe(true);
    expect(deviceSchema.safeParse(sample.equipment[0].device).success).toBe(true);
    expect(templateSchema.safeParse(sample.settings).success).toBe(true);
    for (const point of sample.points) expect(addressSchema.safeParse(point.address).success).toBe(true);
  });
});

describe('a device', () => {
  const complaints = (device: object): string[] => {
    const { error } = deviceSchema.safeParse(device);
    return (error?.issues ?? []).map((issue) => ('keys' in issue ? issue.keys.join() : issue.path.join('.')));
  };

  it.each([
    { topic: 'a/b' },
    { topicTemplate: 'a/{id}/{room}', id: 'x', room: 17 },
    { topicTemplate: 'a/{id}', topic: 'elsewhere' },
    { topicTemplate: 'a/{id}', id: 'x', availability: { topic: '{base}/{host}', host: 'h' }, host: 'h' },
    { payload: 'sparkplug', group: 'G', node: 'N', device: 'D' },
  ])('may be %j', (device) => {
    const { availability } = device as { availability?: { host?: string } };
    if (availability) delete availability.host;
    expect(complaints(device)).toEqual([]);
  });

  it.each([
    [{}, ['topic']],
    [{ topicTemplate: 'a/{id}' }, ['id']],
    [{ topicTemplate: 'a/{id}', id: 'x/y' }, ['id']],
    [{ topicTemplate: 'a/{id}', id: '+' }, ['id']],
    [{ topicTemplate: 'a/{id}', id: 'x', ide: 'y' }, ['ide']],
    [{ topic: 'a', id: 'x' }, ['id']],
    [{ topic: 'a', group: 'G' }, ['group']],
    [{ payload: 'sparkplug', group: 'G' }, ['node']],
    [{ payload: 'sparkplug', group: 'G', node: 'N', topic: 'a' }, ['topic']],
    [{ payload: 'sparkplug', group: 'G', node: 'N', time: 't' }, ['time']],
    [{ payload: 'sparkplug', group: '+', node: 'N' }, ['group']],
  ])('%j is wrong at %j', (device, where) => {
    expect(complaints(device)).toEqual(where);
  });
});

describe('an address', () => {
  it.each([
    {},
    { path: 'a.b', words: { ON: 1 }, set: { topic: '{base}/set', key: 'state' } },
    { topic: '{base}/temperature' },
    { topic: 'stat/{id}/POWER' },
    { offset: 3, type: 'u16', bits: [8, 8] },
    { metric: 'Node Control/Rebirth' },
  ])('may be %j', (address) => {
    expect(addressSchema.safeParse(address).success).toBe(true);
  });

  it.each([
    { topic: 'the/same/for/every/device' },
    { topic: '{base}/#' },
    { topic: '{base}/{' },
    { path: 'a', offset: 1 },
    { offset: 3, type: 'u8', bits: [4, 8] },
    { offset: 3, type: 'f32', bits: [0, 1] },
    { metric: 'a', path: 'b' },
  ])('may not be %j', (address) => {
    expect(addressSchema.safeParse(address).success).toBe(false);
  });
});
