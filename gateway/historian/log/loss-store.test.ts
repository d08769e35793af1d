import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LISTED_LOSSES, LOSS_ROWS } from '../limits.ts';
import { LOG_FILE } from './log-schema.ts';
import { joinLosses, type NewLoss } from './loss.ts';
import { LossStore } from './loss-store.ts';

function newStore(): LossStore {
  const database = new DatabaseSync(':memory:');
  database.exec(LOG_FILE.schema);
  return new LossStore(database);
}

const evicted = (from: number, to: number, sink: string | null = 'influx', samples = 1): NewLoss => ({
  ...{ kind: 'evicted', sink, from, to, samples },
});

test('losses of one cause side by side are one loss', () => {
  const store = newStore();
  store.record(evicted(1_000, 2_000), 5);
  store.record(evicted(2_100, 3_000, 'influx', 4), 6);
  store.record(evicted(500, 900, 'embedded'), 7);
  store.record(evicted(60_000, 61_000), 8);
  expect(store.list(0, 1e6)).toEqual([
    { id: 3, ...evicted(60_000, 61_000), foundAt: 8 },
    { id: 1, ...evicted(1_000, 3_000, 'influx', 5), foundAt: 5 },
    { id: 2, ...evicted(500, 900, 'embedded'), foundAt: 7 },
  ]);
});

test('only losses that touch the range are listed', () => {
  const store = newStore();
  store.record(evicted(100_000, 200_000), 1);
  expect(store.list(0, 99_999)).toEqual([]);
  expect(store.list(200_000, 300_000)).toHaveLength(1);
  expect(store.list(150_000, 150_000)).toHaveLength(1);
});

test('of many losses the newest are kept, and the sums of all', () => {
  const store = newStore();
  for (let n = 0; n < LOSS_ROWS + 50; n++) store.record(evicted(n * 100_000, n * 100_000, null, 2), n);
  const listed = store.list(0, 1e12);
  expect(listed).toHaveLength(LISTED_LOSSES);
  expect(listed[0]).toMatchObject({ id: LOSS_ROWS + 50 });
  expect(store.list(0, 49 * 100_000)).toEqual([]);
  expect(store.totals()).toEqual([{ kind: 'evicted', sink: null, samples: 2 * (LOSS_ROWS + 50) }]);
});

test('joining keeps every sample and covers both ranges', () => {
  const loss = fc
    .record({ from: fc.nat(100_000), length: fc.nat(20_000), sink: fc.constantFrom(null, 'a'), samples: fc.nat(100) })
    .map(({ from, length, sink, samples }) => evicted(from, from + length, sink, samples));
  fc.assert(
    fc.property(loss, loss, (a, b) => {
      const joined = joinLosses(a, b);
      if (!joined) return;
      expect(joined.samples).toBe(a.samples + b.samples);
      expect(joined.from).toBe(Math.min(a.from, b.from));
      expect(joined.to).toBe(Math.max(a.to, b.to));
      expect(joined.sink).toBe(a.sink);
    }),
  );
});

test('what turns out to have arrived is taken back from the newest loss of its cause and from the sum', () => {
  const store = newStore();
  store.record(evicted(1_000, 2_000, 'influx', 5), 1);
  store.record(evicted(1_000, 2_000, 'embedded', 5), 1);
  store.record(evicted(60_000, 61_000, 'influx', 3), 2);
  store.takeBack('evicted', 'influx', 2);
  expect(store.list(0, 1e6).map(({ sink, samples }) => [sink, samples])).toEqual([
    ['influx', 1],
    ['embedded', 5],
    ['influx', 5],
  ]);
  expect(store.totals()).toEqual([
    { kind: 'evicted', sink: 'embedded', samples: 5 },
    { kind: 'evicted', sink: 'influx', samples: 6 },
  ]);
});
