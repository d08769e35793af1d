import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Delivery, type DeliveryOptions, deliver, fieldName } from './deliver.ts';
import { FakeLineServer, lineOf, TONGUES } from './fake-line-server.fixtures.ts';
import { type WideLine, without } from './wide-lines.ts';
import { STUMBLES, type WriteAnswer } from './write-policy.ts';

const options = (write: DeliveryOptions['write'], change: Partial<DeliveryOptions> = {}): DeliveryOptions => ({
  ...{ write, failures: 0, random: () => 0.5, proven: undefined, apart: new Set(), largest: 5_000 },
  ...change,
});

const PROVEN = lineOf(99, 1);
const LINES = Array.from({ length: 12 }, (_, n) => lineOf(n, 5));
const KEYS = LINES.flatMap((line) => line.fields.map(({ key }) => key));

/** As the sink does: what is found is left out, and the rest sent again until it is delivered. */
async function deliverAll(lines: readonly WideLine[], change: (round: number) => DeliveryOptions, rounds = 40) {
  const refused = new Map<string, number>();
  let last: Delivery | undefined;
  for (let round = 0; round < rounds; round++) {
    const left = without(lines, new Set(refused.keys()));
    last = left.length === 0 ? undefined : await deliver(left, change(round));
    for (const { point, timeMs } of last?.refused ?? []) {
      const key = `${point}@${timeMs}`;
      refused.set(key, (refused.get(key) ?? 0) + 1);
    }
    if (!last || last.outcome === 'delivered') return { refused, isDone: true };
  }
  return { refused, isDone: false, last };
}

const pointKey = (key: string): string => {
  const [, line, field] = /f(\d+)_(\d+)/.exec(key)!;
  return `${Number(line) * 100 + Number(field)}@${line}`;
};

test('whatever words a server uses, exactly the refused values are set aside once and everything else is stored', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.subarray(KEYS),
      fc.constantFrom(...TONGUES),
      fc.integer({ min: 1, max: 12 }),
      async (poison, tongue, largest) => {
        const server = new FakeLineServer(tongue, poison);
        const failures = tongue === 'mute-500' ? STUMBLES : 0;
        const { refused, isDone } = await deliverAll(LINES, () =>
          options(server.write, { proven: PROVEN, largest, failures }),
        );
        expect(isDone).toBe(true);
        expect([...refused.keys()].sort()).toEqual(poison.map(pointKey).sort());
        expect([...refused.values()].every((times) => times === 1)).toBe(true);
        const stored = [...server.stored.keys()].filter((key) => key !== PROVEN.fields[0]!.key);
        expect(stored.sort()).toEqual(KEYS.filter((key) => !poison.includes(key)).sort());
      },
    ),
    { numRuns: 150 },
  );
});

const STATUSES = [undefined, 204, 400, 401, 403, 404, 408, 413, 422, 429, 500, 502, 503];

test('whatever a server answers for a while, nothing is lost and in the end everything is stored', async () => {
  const answers = fc.array(fc.constantFrom(...STATUSES), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(answers, fc.boolean(), async (script, keepsBefore) => {
      const server = new FakeLineServer('v1-conflict', []);
      const queue = [...script];
      const write = async (lines: readonly string[]): Promise<WriteAnswer> => {
        if (queue.length === 0) return server.write(lines);
        const status = queue.shift();
        // The answer may be lost although the data was stored.
        if (status === 204 || keepsBefore) await server.write(lines);
        return { status, message: status === 204 ? '' : 'no' };
      };
      const { refused, isDone } = await deliverAll(LINES, () => options(write, { proven: PROVEN }), 100);
      expect(isDone).toBe(true);
      const kept = new Set([...server.stored.keys()].map(pointKey));
      for (const key of KEYS.map(pointKey)) expect(kept.has(key) || refused.has(key)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('a server that refuses everything without a word about data loses nobody a value', async () => {
  const write = async (): Promise<WriteAnswer> => ({
    status: 400,
    message: '{"error":"db name cannot be empty","data":null}',
  });
  const delivery = await deliver(LINES, options(write));
  expect(delivery.refused).toEqual([]);
  expect(delivery.outcome).toMatchObject({ kind: 'refused', reason: 'db name cannot be empty' });
});

test('a field refused for its type costs two requests more, however many values it has', async () => {
  const lines = Array.from({ length: 1_000 }, (_, n) => ({
    ...lineOf(n, 4),
    fields: ['f0_1', 'f0_2', 'f0_3', 'f0_4'].map((key, i) => ({ point: i, key, value: 1 })),
  }));
  const server = new FakeLineServer('v1-conflict', ['f0_3']);
  const first = await deliver(lines, options(server.write));
  expect(first).toMatchObject({ outcome: 'delivered', refused: expect.objectContaining({ length: 1_000 }) });
  expect(server.requests).toBe(3);
  await deliver(lines, options(server.write, { apart: new Set([fieldName('m,equipment=e', 'f0_3')]) }));
  expect(server.requests).toBe(5);
});

test('points beyond the retention policy are expired: the oldest, in one question', async () => {
  let requests = 0;
  const write = async (lines: readonly string[]): Promise<WriteAnswer> => {
    requests++;
    const dropped = lines.filter((line) => Number(line.split(' ').at(-1)) < 7).length;
    const message = `{"error":"partial write: points beyond retention policy dropped=${dropped}"}`;
    return dropped > 0 ? { status: 400, message } : { status: 204, message: '' };
  };
  const delivery = await deliver(LINES, options(write));
  expect(requests).toBe(3);
  expect(delivery.refused).toHaveLength(7 * 5);
  expect(delivery.refused.every(({ isExpired, timeMs }) => isExpired && timeMs < 7)).toBe(true);
});

test('a body that is too large is halved until it fits', async () => {
  const sizes: number[] = [];
  const write = async (lines: string[]): Promise<WriteAnswer> => {
    if (lines.length > 3) return { status: 413, message: 'too large' };
    sizes.push(lines.length);
    return { status: 204, message: '' };
  };
  expect(await deliver(LINES, options(write))).toMatchObject({ outcome: 'delivered', refused: [] });
  expect(sizes.reduce((a, b) => a + b, 0)).toBe(12);
});

test('a long search pauses, and what it has found is not searched for again', async () => {
  const lines = Array.from({ length: 400 }, (_, n) => lineOf(n, 1));
  const poison = lines.filter((_, n) => n % 7 === 0).map(({ fields }) => fields[0]!.key);
  const server = new FakeLineServer('mute', poison);
  const first = await deliver(lines, options(server.write, { proven: PROVEN }));
  expect(first.outcome).toBe('unfinished');
  expect(first.refused.length).toBeGreaterThan(0);
  const { refused, isDone } = await deliverAll(lines, () => options(server.write, { proven: PROVEN }), 200);
  expect(isDone).toBe(true);
  expect(refused.size).toBe(poison.length);
});
