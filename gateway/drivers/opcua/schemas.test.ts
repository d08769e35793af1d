import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addressSchema, isTextAddress, writeProblem } from './address-schema.ts';
import { cautionsOf } from './cautions.ts';
import { connectionSchema, deviceSchema } from './schemas.ts';

const BASE = { endpoint: 'opc.tcp://127.0.0.1:4840', namespace: 'urn:x' };
const accepts = (more: object): boolean => connectionSchema.safeParse({ ...BASE, ...more }).success;

describe('the site file', () => {
  it('fills in what is left out, safely', () => {
    expect(connectionSchema.parse(BASE)).toEqual({
      ...BASE,
      security: { policy: 'Basic256Sha256', mode: 'SignAndEncrypt', allowUnencrypted: false },
      publishing: '500ms',
      timeout: '5s',
    });
  });

  it('no security only when it is asked for in so many words', () => {
    expect(accepts({ security: { policy: 'None' } })).toBe(false);
    expect(accepts({ security: { policy: 'None', allowUnencrypted: true } })).toBe(true);
    expect(accepts({ security: { policy: 'Basic128Rsa15' } })).toBe(false);
  });

  it.each(['http://a', 'opc.tcp://', 'opc.tcp://u:p@host', 'opc.tcp://host:99999'])('refuses %s', (endpoint) => {
    expect(accepts({ endpoint })).toBe(false);
  });

  it('says what is wrong with a connection without security', () => {
    const { error } = connectionSchema.safeParse({ ...BASE, security: { policy: 'None' } });
    expect(error?.issues[0]).toMatchObject({
      path: ['security', 'allowUnencrypted'],
      message: expect.stringContaining('needs allowUnencrypted: true'),
    });
  });

  it('there is one way to sign in, and it is complete', () => {
    expect(accepts({ username: 'a' })).toBe(false);
    expect(accepts({ username: 'a', password: 'b' })).toBe(true);
    expect(accepts({ userCertificate: '/a.pem' })).toBe(false);
    expect(accepts({ userCertificate: '/a.pem', userKey: 'b.pem' })).toBe(false);
    expect(accepts({ userCertificate: '/a.pem', userKey: '/b.pem' })).toBe(true);
    expect(accepts({ username: 'a', password: 'b', userCertificate: '/a.pem', userKey: '/b.pem' })).toBe(false);
  });

  it('what is not protected is cautioned of, in both languages', () => {
    const cautions = (more: object): number => {
      const found = cautionsOf(connectionSchema.parse({ ...BASE, ...more }));
      for (const { en, zh } of found) expect([en, zh].every((text) => text.length > 0)).toBe(true);
      return found.length;
    };
    const none = { policy: 'None', allowUnencrypted: true };
    expect(cautions({})).toBe(0);
    expect(cautions({ security: { policy: 'Aes256_Sha256_RsaPss' }, username: 'a', password: 'b' })).toBe(0);
    expect(cautions({ security: { mode: 'Sign' } })).toBe(1);
    expect(cautions({ security: none })).toBe(1);
    expect(cautions({ security: none, username: 'a', password: 'b' })).toBe(2);
  });

  it.each([
    { node: 'a', namespace: 'urn:y' },
    { node: 'a', type: 'string' },
    { event: 'unmapped' },
    { event: { field: 'active' } },
    { event: { source: 'Door', condition: 'Blocked', field: 'message' } },
  ])('takes the address %j', (address) => {
    expect(addressSchema.safeParse(address).success).toBe(true);
  });

  it('a point is of kind text when its address says so', () => {
    const isText = (address: object): boolean => isTextAddress(addressSchema.parse(address));
    expect([{ node: 'a', type: 'string' }, { event: { field: 'message' } }].map(isText)).toEqual([true, true]);
    expect([{ node: 'a' }, { event: 'unmapped' }, { event: { field: 'active' } }].map(isText)).toEqual([
      ...[false, false, false],
    ]);
  });

  it.each([
    { event: 'mapped' },
    { event: { source: 'Door' } },
    { nodeId: 'ns=2;s=a' },
    { nodeId: 'nsu=urn:x;q=1' },
    { node: '' },
    { node: 'a', nodeId: 'nsu=u;s=a' },
    {},
  ])('refuses the address %j', (address) => {
    expect(addressSchema.safeParse(address).success).toBe(false);
  });

  it('the sample is valid', () => {
    const sample = parse(readFileSync(new URL('./sample.yaml', import.meta.url), 'utf8'));
    const { id: _id, driver: _driver, ...connection } = sample.connections[0];
    expect(connectionSchema.safeParse(connection).success).toBe(true);
    expect(deviceSchema.safeParse(sample.equipment[0].device).success).toBe(true);
    for (const point of sample.points) expect(addressSchema.safeParse(point.address).success).toBe(true);
  });
});

it('only nodes that hold a number can be set', () => {
  expect(writeProblem({ node: 'Setpoint' })).toBeUndefined();
  expect(writeProblem({ node: 'Name', type: 'string' })).toBe('a text cannot be set');
  expect(writeProblem({ event: 'unmapped' })).toBe('a condition cannot be set');
});
