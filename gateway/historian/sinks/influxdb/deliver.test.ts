import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffMs } from '../progress/backoff.ts';
import { deliver } from './deliver.ts';
import type { WideLine } from './wide-lines.ts';
import { decideAction, type WriteAnswer } from './write-policy.ts';

const lineOf = (n: number, fields: number): WideLine => ({
  series: 'm,equipment=e',
  timeMs: n,
  fields: Array.from({ length: fields }, (_, i) => ({ point: n * 100 + i, key: `f${n}_${i}`, value: 1 })),
});

/** A server that stores nothing of a body with a poisoned field in it. */
function fakeServer(poison: ReadonlySet<string>) {
  const stored = new Set<string>();
  const write = async (lines: string[]): Promise<WriteAnswer> => {
    const keys = lines.flatMap((line) => [...line.matchAll(/f\d+_\d+/g)].map(([key]) => key));
    if (keys.some((key) => poison.has(key))) return { kind: 'failed', status: 400, message: 'field type conflict' };
    for (const key of keys) stored.add(key);
    return { kind: 'stored' };
  };
  return { stored, write };
}

test('exactly the refused values are set aside, everything else is stored', async () => {
  const lines = Array.from({ length: 12 }, (_, n) => lineOf(n, 5));
  const keys = lines.flatMap((line) => line.fields.map(({ key }) => key));
  await fc.assert(
    fc.asyncProperty(fc.subarray(keys), async (poisoned) => {
      const server = fakeServer(new Set(poisoned));
      const delivery = await deliver(lines, server.write, 0, () => 0.5);
      expect(delivery.kind).toBe('delivered');
      const refused = delivery.kind === 'delivered' ? delivery.refused.map(({ key }) => key) : [];
      expect(refused.sort()).toEqual([...poisoned].sort());
      expect([...server.stored].sort()).toEqual(keys.filter((key) => !poisoned.includes(key)).sort());
    }),
    { numRuns: 50 },
  );
});

test('a body that is wholly beyond the retention policy is set aside in one go', async () => {
  let requests = 0;
  const write = async (lines: string[]): Promise<WriteAnswer> => {
    requests++;
    return {
      kind: 'failed',
      status: 400,
      message: `partial write: points beyond retention policy dropped=${lines.length}`,
    };
  };
  const delivery = await deliver([lineOf(1, 3), lineOf(2, 3)], write, 0, () => 0);
  expect(requests).toBe(1);
  expect(delivery).toMatchObject({ kind: 'delivered', refused: expect.objectContaining({ length: 6 }) });
});

test('a body that is too large is halved until it fits', async () => {
  const sizes: number[] = [];
  const write = async (lines: string[]): Promise<WriteAnswer> => {
    if (lines.length > 3) return { kind: 'failed', status: 413, message: 'too large' };
    sizes.push(lines.length);
    return { kind: 'stored' };
  };
  const delivery = await deliver(
    Array.from({ length: 10 }, (_, n) => lineOf(n, 1)),
    write,
    0,
    () => 0,
  );
  expect(delivery).toEqual({ kind: 'delivered', refused: [] });
  expect(sizes.reduce((a, b) => a + b, 0)).toBe(10);
});

describe('the answer of the server decides', () => {
  const act = (status?: number, retryAfter?: string) =>
    decideAction(
      { kind: 'failed', message: 'm', ...(status ? { status } : {}), ...(retryAfter ? { retryAfter } : {}) },
      0,
      1,
    );

  test.each([
    [400, 'bisect'],
    [422, 'bisect'],
    [413, 'halve'],
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [408, 'down'],
    [429, 'busy'],
    [500, 'down'],
    [503, 'down'],
    [200, 'down'],
    [undefined, 'down'],
  ])('%s means %s', (status, kind) => {
    expect(act(status).kind).toBe(kind);
  });

  test('Retry-After is in seconds', () => {
    expect(act(429, '30')).toMatchObject({ waitMs: 30_000 });
    expect(act(503, '7')).toMatchObject({ waitMs: 7_000 });
    expect(act(429, 'Wed, 21 Oct 2026 07:28:00 GMT')).toMatchObject({ waitMs: 500 });
  });

  test('waits grow, differ and stay bounded', () => {
    expect(backoffMs(0, 1)).toBe(500);
    expect(backoffMs(3, 0)).toBe(2_000);
    expect(backoffMs(50, 1)).toBe(30_000);
  });
});
