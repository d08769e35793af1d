import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { QUARANTINE_ROWS, Quarantine } from './quarantine.ts';
import { quarantineKey } from './quarantine-row.ts';

let database: DatabaseSync;
let quarantine: Quarantine;

beforeEach(() => {
  database = new DatabaseSync(':memory:');
  quarantine = new Quarantine(database);
});

const value = (n: number, reason = 'no') => ({ point: n % 7, timeMs: n, value: n / 2, reason });
const values = (from: number, count: number) => Array.from({ length: count }, (_, i) => value(from + i));
const idsOf = (sink: string) => quarantine.list({ sink, limit: 100_000 }).map(({ id }) => id);

test('the same value found again is one value', () => {
  expect(quarantine.add('a', values(0, 5), 10)).toBe(5);
  expect(quarantine.add('a', values(3, 5), 11)).toBe(3);
  expect(quarantine.add('b', values(0, 1), 12)).toBe(1);
  expect(quarantine.totals('a')).toEqual({ refused: 8, kept: 8, evicted: 0 });
  expect(quarantine.known('a', 2, 3)).toEqual(new Set([quarantineKey(2, 2), quarantineKey(3, 3)]));
});

test('pages go on after the last id, over all sinks or one', () => {
  quarantine.add('a', values(0, 3), 10);
  quarantine.add('b', values(0, 3), 10);
  const first = quarantine.list({ limit: 4 });
  const rest = quarantine.list({ after: first.at(-1)!.id, limit: 4 });
  expect([...first, ...rest].map(({ sink }) => sink)).toEqual(['a', 'a', 'a', 'b', 'b', 'b']);
  expect(quarantine.list({ sink: 'b', limit: 9 })).toHaveLength(3);
  expect(first[0]).toEqual({
    ...{ id: 1, sink: 'a', point: 0, timeMs: 0, value: 0, reason: 'no', foundAt: 10, isRetrying: false },
  });
});

test('the oldest give way and are counted; what a person dropped goes first', () => {
  quarantine.add('a', values(0, QUARANTINE_ROWS), 10);
  quarantine.drop({ sink: 'a', ids: [QUARANTINE_ROWS] });
  quarantine.add('b', values(0, 10), 10);
  quarantine.add('a', values(50_000, 3), 11);
  expect(quarantine.totals('a')).toEqual({ refused: QUARANTINE_ROWS + 3, kept: QUARANTINE_ROWS, evicted: 2 });
  expect(idsOf('a')[0]).toBe(3);
  expect(quarantine.totals('b').kept).toBe(10);
});

test('a value is let go when it is proven, not when it is sent', () => {
  quarantine.add('a', values(0, 3), 10);
  expect(quarantine.retry({ sink: 'a', ids: [1, 2, 99] })).toBe(2);
  quarantine.markSent([1, 2, 3], 100);
  expect(quarantine.sentBefore('a', 99, 9)).toEqual([]);
  quarantine.release('a', [3]);
  expect(quarantine.totals('a').kept).toBe(3);
  quarantine.doubtSent('a');
  expect(quarantine.retrying('a', 9).map(({ id }) => id)).toEqual([1, 2]);
  quarantine.markSent([1, 2], 200);
  quarantine.add('a', [value(1, 'still no')], 201);
  quarantine.release('a', [1, 2]);
  expect(quarantine.list({ limit: 9 })).toMatchObject([
    { id: 2, reason: 'still no', foundAt: 201, isRetrying: false },
    { id: 3, reason: 'no' },
  ]);
  expect(quarantine.totals('a').refused).toBe(2);
});

test('what a person dropped is not listed, not counted twice and not delivered again', () => {
  quarantine.add('a', values(0, 3), 10);
  expect(quarantine.drop({ sink: 'a', ids: [2] })).toBe(1);
  expect(quarantine.drop({ sink: 'a', ids: [2] })).toBe(0);
  expect(idsOf('a')).toEqual([1, 3]);
  expect(quarantine.known('a', 0, 9).size).toBe(3);
  expect(quarantine.retry({ sink: 'a' })).toBe(2);
  expect(quarantine.totals('a')).toEqual({ refused: 3, kept: 2, evicted: 0 });
});

test('a sink that begins anew is judged anew for what it gets again', () => {
  quarantine.add('a', values(0, 6), 10);
  quarantine.begin('a', 4);
  expect(idsOf('a')).toEqual([1, 2, 3, 4]);
  expect(quarantine.totals('a')).toEqual({ refused: 0, kept: 4, evicted: 0 });
});

test('a file of an earlier version is taken over, with its counts', () => {
  const old = new DatabaseSync(':memory:');
  old.exec(`CREATE TABLE quarantine (id INTEGER PRIMARY KEY, sink TEXT NOT NULL, point INTEGER NOT NULL,
    time INTEGER NOT NULL, value REAL NOT NULL, reason TEXT NOT NULL, found_at INTEGER NOT NULL,
    UNIQUE (sink, point, time)) STRICT;
    INSERT INTO quarantine VALUES (5, 'a', 1, 2, 3.5, 'no', 10)`);
  const taken = new Quarantine(old);
  expect(new Quarantine(old).totals('a')).toEqual({ refused: 1, kept: 1, evicted: 0 });
  expect(taken.list({ limit: 9 })).toMatchObject([{ id: 5, value: 3.5, isRetrying: false }]);
});

type Deed = { kind: 'add'; from: number; count: number } | { kind: 'retry' | 'drop' | 'sent' | 'doubt' | 'release' };
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), from: fc.nat(40), count: fc.nat(10) }),
  fc.record({ kind: fc.constantFrom('retry' as const, 'drop', 'sent', 'doubt', 'release') }),
);

test('whatever is done, every value that was found is kept, dropped or released, and nothing is counted twice', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
      const quarantine = new Quarantine(new DatabaseSync(':memory:'));
      const ids = () => quarantine.list({ limit: 1_000 }).map(({ id }) => id);
      let [found, released] = [0, 0];
      for (const one of deeds) {
        if (one.kind === 'add') found += quarantine.add('a', values(one.from, one.count), 1);
        if (one.kind === 'retry') quarantine.retry({ sink: 'a' });
        if (one.kind === 'drop') quarantine.drop({ sink: 'a', ids: ids().slice(0, 2) });
        if (one.kind === 'sent') quarantine.markSent(ids().slice(0, 5), 2);
        if (one.kind === 'doubt') quarantine.doubtSent('a');
        const before = ids().length;
        if (one.kind === 'release') quarantine.release('a', ids());
        released += before - ids().length;
        expect(quarantine.totals('a').refused).toBe(found - released);
      }
    }),
    { numRuns: 60 },
  );
});
