import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countOrders, countRounds, countSheets, wholeOf } from './day-counts.ts';

const NOW = Date.UTC(2026, 10, 22, 8);
const HOUR = 3_600_000;
const START = NOW - 8 * HOUR;
const iso = (ms: number): string => new Date(ms).toISOString();
const round = (id: number, lateAt: number, change: { closedAt?: number; missed?: number; open?: number } = {}) => ({
  ...{ id, lateAt, closedAt: change.closedAt ?? null },
  stops: { missed: change.missed ?? 0, open: change.open ?? 2 },
});
const order = (id: number, doneAt: number | null, dueAt: number | null = null) => ({
  ...{ id, doneAt: doneAt === null ? null : iso(doneAt) },
  sla:
    dueAt === null
      ? null
      : {
          clocks: [
            {
              ...{ name: 'arrive' as const, state: 'running' as const, limitMs: HOUR, elapsedMs: 0 },
              ...{ dueAt: iso(dueAt), stoppedAt: null, breachedAt: null },
            },
          ],
        },
});

it('counts slots: a late one waits no more in time, a missing one is late for good', () => {
  const sheets = [
    { complete: 5, toFill: 3, late: 1, missing: 1 },
    { complete: 2, toFill: 0, late: 0, missing: 0 },
  ];
  expect(countSheets(sheets)).toEqual({ done: 7, open: 2, late: 2 });
});

it('counts rounds, each once', () => {
  const open = round(1, NOW + HOUR);
  const rounds = [
    open,
    round(2, NOW - 1),
    round(3, NOW - HOUR, { closedAt: NOW, open: 0 }),
    round(4, 0, { missed: 1 }),
  ];
  expect(countRounds([...rounds, open], NOW)).toEqual({ done: 1, open: 1, late: 2 });
});

it('counts orders: open ones, and those done today', () => {
  const orders = [
    order(1, null),
    order(2, null, NOW - 1),
    order(3, START),
    order(4, START - 1),
    order(5, null, NOW + 1),
  ];
  expect(countOrders(orders, NOW, START)).toEqual({ done: 1, open: 2, late: 1 });
});

it('loses none and counts none twice', () => {
  const at = fc.integer({ min: START, max: NOW + 9 * HOUR });
  const any = fc.array(fc.tuple(fc.nat(9), fc.option(at), fc.option(at)));
  fc.assert(
    fc.property(any, (given) => {
      const orders = given.map(([id, done, due]) => order(id, done, due));
      expect(wholeOf(countOrders(orders, NOW, START))).toBe(new Set(given.map(([id]) => id)).size);
      const rounds = given.map(([id, closed, late]) =>
        round(id, late ?? NOW, closed === null ? {} : { closedAt: closed }),
      );
      expect(wholeOf(countRounds(rounds, NOW))).toBe(new Set(given.map(([id]) => id)).size);
    }),
  );
});
