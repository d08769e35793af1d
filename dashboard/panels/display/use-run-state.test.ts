import { expect, test } from 'vitest';
import { flowOf, isFault } from './use-run-state.ts';

test('water stands only when everything that moves it is known to stand', () => {
  expect([flowOf([1, null]), flowOf([0, 0]), flowOf([0, null]), flowOf([]), flowOf([null])]).toEqual([
    'flowing',
    'still',
    'unknown',
    'unknown',
    'unknown',
  ]);
});

test('a machine has failed by its own word alone, as long as that stands and nothing else is the cause', () => {
  const trip = { kind: 'discrete', priority: 'P2', returnedAt: null, closedAt: null, suppressedBy: [] } as const;
  expect(isFault(trip)).toBe(true);
  expect(isFault({ ...trip, kind: 'fault-code', priority: 'P1' })).toBe(true);
  const others = [
    { kind: 'limit' },
    { priority: 'P3' as const },
    { returnedAt: '2026-01-05T08:00:00Z' },
    { closedAt: '2026-01-05T08:00:00Z' },
    { suppressedBy: [{ kind: 'cause', key: 'power' }] },
  ];
  expect(others.filter((other) => isFault({ ...trip, ...other }))).toEqual([]);
});
