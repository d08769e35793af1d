import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addressSchema, connectionSchema, deviceSchema, templateSchema } from './schemas.ts';

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

  it('the sample is valid', () => {
    const sample = parse(readFileSync(new URL('./sample.yaml', import.meta.url), 'utf8'));
    const { id: _id, driver: _driver, ...connection } = sample.connections[0];
    expect(connectionSchema.safeParse(connection).success).toBe(true);
    expect(deviceSchema.safeParse(sample.equipment[0].device).success).toBe(true);
    expect(templateSchema.safeParse(sample.settings).success).toBe(true);
    for (const point of sample.points) expect(addressSchema.safeParse(point.address).success).toBe(true);
  });
});
