import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { WorkOrder } from '../../domain/work-order.ts';
import {
  arrivals,
  betweenFailures,
  callBacks,
  counts,
  onTime,
  orderDurations,
  orderTotals,
  passed,
  repairShares,
  rework,
  satisfied,
} from './order-figures.ts';

const DAY = 86_400_000;
const NOW = 100 * DAY;

const order = (id: number, change: object = {}): WorkOrder =>
  ({
    ...{
      id,
      kind: 'corrective',
      state: 'closed',
      priority: 'P2',
      equipment: 'P1',
      openedAt: 90 * DAY,
      clockAt: 90 * DAY,
    },
    ...{
      doneAt: 91 * DAY,
      verifiedAt: 92 * DAY,
      acceptedAt: 90 * DAY + 60_000,
      arrival: null,
      reopenCount: 0,
      isFirstTimeFix: true,
    },
    ...{
      repeatOf: null,
      callBack: null,
      codes: null,
      labour: [],
      log: [],
      sla: { clocks: [], isBreached: false, pausedMs: 0 },
    },
    ...change,
  }) as unknown as WorkOrder;

const late = { sla: { clocks: [{ name: 'arrive', state: 'breached' }], isBreached: true, pausedMs: 0 } };

it('an order that is open and past a limit is late now', () => {
  expect(onTime([order(1), order(2, { doneAt: null, state: 'in-progress', ...late })])).toEqual({ count: 1, of: 2 });
});

it('refused and cancelled orders count nowhere', () => {
  expect([order(1, { state: 'cancelled' }), order(2, { state: 'draft' }), order(3)].filter(counts)).toHaveLength(1);
});

it('what was taken up again, or came again within the week, is rework', () => {
  const again = order(4, { openedAt: 93 * DAY, repeatOf: 3 });
  const much = order(5, { openedAt: 99 * DAY, repeatOf: 2 });
  expect(rework([order(1, { reopenCount: 1 }), order(2), order(3), again, much], 7)).toEqual({ count: 2, of: 5 });
  expect(passed([order(1, { reopenCount: 1 }), order(2), order(3, { verifiedAt: null })])).toEqual({ count: 1, of: 2 });
});

it('counts call-backs that are due, and answers that were given', () => {
  const called = { dueAt: 95 * DAY, answeredAt: 94 * DAY, score: 4 };
  const forgotten = { dueAt: 95 * DAY, answeredAt: null, score: null };
  const coming = { dueAt: 200 * DAY, answeredAt: null, score: null };
  const orders = [called, forgotten, coming].map((callBack, id) => order(id, { callBack }));
  expect(callBacks(orders, NOW)).toEqual({ count: 1, of: 2 });
  expect(satisfied(orders)).toEqual({ count: 1, of: 1 });
  expect(arrivals([order(1, late), order(2)])).toEqual({ count: 0, of: 1 });
});

it('totals agree with the list, and say what has changed since', () => {
  const reopened = order(1, { doneAt: null, state: 'in-progress', log: [{ step: 'reopen', at: 99 * DAY }] });
  const totals = orderTotals([reopened, order(2), order(3, { kind: 'preventive' })], 95 * DAY, NOW);
  expect(totals).toMatchObject({ reported: 3, done: 2, open: 1, reopenedLater: 1 });
  expect(totals.ageing.reduce((sum, { open }) => sum + open, 0)).toBe(1);
  expect(totals.byKind).toEqual([
    { kind: 'corrective', reported: 2, done: 1 },
    { kind: 'preventive', reported: 1, done: 1 },
  ]);
  expect(orderDurations([order(1), order(2)])).toMatchObject({
    repair: { n: 2, meanMs: DAY },
    arrive: { n: 0, meanMs: null },
  });
});

it('says nothing of the time between two failures', () => {
  const machines = [
    { id: 'P1', class: 'pump' },
    { id: 'P2', class: 'pump' },
  ];
  expect(betweenFailures([order(1), order(2)], machines, 30 * DAY)).toEqual([
    { class: 'pump', machines: 2, failures: 2, hours: null },
  ]);
  expect(betweenFailures([order(1), order(2), order(3)], machines, 30 * DAY)[0]?.hours).toBe(480);
});

it('shares of repairs add up to the repairs that belong to something, most first', () => {
  const owned = fc.record({ of: fc.constantFrom(null, '', 'P1', 'P2', 'P3'), isAgain: fc.boolean() });
  fc.assert(
    fc.property(fc.array(owned, { maxLength: 30 }), (some) => {
      const orders = some.map(({ of, isAgain }, id) => order(id, { equipment: of, repeatOf: isAgain ? 1 : null }));
      const shares = repairShares(orders, ({ equipment }) => equipment);
      const counted = some.filter(({ of }) => of);
      expect(shares.reduce((sum, { repairs }) => sum + repairs, 0)).toBe(counted.length);
      expect(shares.reduce((sum, { repeats }) => sum + repeats, 0)).toBe(counted.filter((one) => one.isAgain).length);
      expect(shares.map(({ repairs }) => repairs)).toEqual(shares.map(({ repairs }) => repairs).sort((a, b) => b - a));
    }),
  );
});

it('the hours of a share are people times time', () => {
  const labour = [{ startAt: 0, endAt: DAY / 24, people: 2 }];
  expect(repairShares([order(1, { labour }), order(2)], ({ equipment }) => equipment)).toEqual([
    { of: 'P1', repairs: 2, hours: 2, repeats: 0 },
  ]);
});
