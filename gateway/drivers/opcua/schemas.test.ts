import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addressSchema, connectionSchema, deviceSchema } from './schemas.ts';

const BASE = { endpoint: 'opc.tcp://127.0.0.1:4840', namespace: 'urn:x' };
const accepts = (more: object): boolean => connectionSchema.safeParse({ ...BASE, ...more }).success;

describe('the site file', () => {
  it('fills in what is left out, safely', () => {
    expect(connectionSchema.parse(BASE)).toEqual({
      ...BASE,
      security: { policy: 'Basic256Sha256', acceptInsecure: false },
      publishing: '500ms',
      timeout: '5s',
    });
  });

  it('no security only when it is asked for in so many words', () => {
    expect(accepts({ security: { policy: 'None' } })).toBe(false);
    expect(accepts({ security: { policy: 'None', acceptInsecure: true } })).toBe(true);
    expect(accepts({ security: { policy: 'Basic128Rsa15' } })).toBe(false);
  });

  it.each(['http://a', 'opc.tcp://', 'opc.tcp://u:p@host', 'opc.tcp://host:99999'])('refuses %s', (endpoint) => {
    expect(accepts({ endpoint })).toBe(false);
  });

  it('user name and password belong together', () => {
    expect(accepts({ username: 'a' })).toBe(false);
    expect(accepts({ username: 'a', password: 'b' })).toBe(true);
  });

  it.each([{ nodeId: 'ns=2;s=a' }, { nodeId: 'nsu=urn:x;q=1' }, { node: '' }, { node: 'a', nodeId: 'nsu=u;s=a' }, {}])(
    'refuses the address %j',
    (address) => {
      expect(addressSchema.safeParse(address).success).toBe(false);
    },
  );

  it('the sample is valid', () => {
    const sample = parse(readFileSync(new URL('./sample.yaml', import.meta.url), 'utf8'));
    const { id: _id, driver: _driver, ...connection } = sample.connections[0];
    expect(connectionSchema.safeParse(connection).success).toBe(true);
    expect(deviceSchema.safeParse(sample.equipment[0].device).success).toBe(true);
    for (const point of sample.points) expect(addressSchema.safeParse(point.address).success).toBe(true);
  });
});
