import { describe, expect, test } from 'vitest';
import { exampleOrder, ORDER_START, ordersPlan } from '../../tests/harness/order-bench.ts';
import type { SlaClock } from './work-order-clock.ts';
import { clockNews, noteClock, ripenedOrder } from './work-order-due.ts';

const HOUR_MS = 3_600_000;
const clock = (elapsedMs: number, state: SlaClock['state'] = 'running'): SlaClock => ({
  ...{ name: 'arrive', state, limitMs: 100, elapsedMs, pausedMs: 0, dueAt: null, stoppedAt: null, breachedAt: null },
});
const sla = (one: SlaClock) => ({ clocks: [one], isBreached: false, pausedMs: 0 });
const WARN = [0.5, 0.8];

describe('what somebody has to hear', () => {
  test('each share once, after a pause only the highest, then the breach', () => {
    let order = exampleOrder();
    expect(clockNews(order, sla(clock(49)), WARN)).toEqual([]);
    const [half] = clockNews(order, sla(clock(50)), WARN);
    expect(half).toEqual({ clock: 'arrive', percent: 50 });
    order = noteClock(order, half!, ORDER_START).order;
    expect(clockNews(order, sla(clock(60)), WARN)).toEqual([]);
    expect(clockNews(exampleOrder(), sla(clock(90)), WARN)).toEqual([{ clock: 'arrive', percent: 80 }]);
    const [breach] = clockNews(order, sla(clock(100, 'breached')), WARN);
    order = noteClock(order, breach!, ORDER_START).order;
    expect(order.log.slice(-2)).toMatchObject([
      { step: 'warned', reason: 'arrive:50' },
      { step: 'breached', reason: 'arrive' },
    ]);
    expect(clockNews(order, sla(clock(200, 'breached')), WARN)).toEqual([]);
  });

  test('nothing of a clock that stands, is paused or has no order any more', () => {
    for (const state of ['met', 'paused', 'ended'] as const)
      expect(clockNews(exampleOrder(), sla(clock(99, state)), WARN)).toEqual([]);
  });
});

describe('what becomes of an order by itself', () => {
  const plan = ordersPlan({ selfCleared: '10m' });
  const asked = { answeredAt: null, by: null, person: null, method: null, isSolved: null, score: null, comment: null };
  const verified = (callBack: object | null) =>
    exampleOrder({
      state: 'verified',
      verifiedAt: ORDER_START,
      callBack: callBack && { ...asked, dueAt: ORDER_START, ...callBack },
    });

  test('looked at and nobody to be called back, or somebody was: closed', () => {
    expect(ripenedOrder(verified(null), plan, ORDER_START)).toMatchObject({ order: { state: 'closed' } });
    expect(ripenedOrder(verified({ answeredAt: 1 }), plan, ORDER_START)).toMatchObject({ entry: { reason: null } });
  });

  test('nobody could be reached: closed after 72 hours, and that is said', () => {
    expect(ripenedOrder(verified({}), plan, ORDER_START + 72 * HOUR_MS - 1)).toBeUndefined();
    expect(ripenedOrder(verified({}), plan, ORDER_START + 72 * HOUR_MS)).toMatchObject({
      entry: { reason: 'not-called-back' },
    });
  });

  test('a minor alarm that went away at once takes its order with it where the site wants it', () => {
    const order = exampleOrder({ priority: 'P3', conditionClearedAt: ORDER_START + 599_999 });
    expect(ripenedOrder(order, plan, ORDER_START)).toMatchObject({
      order: { state: 'cancelled', endReason: 'self_cleared' },
    });
    expect(ripenedOrder(order, ordersPlan(), ORDER_START)).toBeUndefined();
    for (const change of [
      { priority: 'P2' },
      { state: 'accepted' },
      { conditionClearedAt: ORDER_START + 600_000 },
    ] as const)
      expect(ripenedOrder(exampleOrder({ ...order, ...change }), plan, ORDER_START)).toBeUndefined();
  });
});
