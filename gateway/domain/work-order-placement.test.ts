import { describe, expect, test } from 'vitest';
import { exampleOrder, ORDER_START } from '../../tests/harness/order-bench.ts';
import type { WorkOrder } from './work-order.ts';
import { clearCondition, placeEpisode, raiseOrder, supersedeOrder } from './work-order-placement.ts';
import { REOPEN_WINDOW_MS } from './work-order-table.ts';

const START = ORDER_START;

const orderIn = (state: WorkOrder['state'], change: Partial<WorkOrder> = {}): WorkOrder =>
  exampleOrder({
    ...{ id: 7, state, assignee: 'wang', conditionClearedAt: START, closedAt: START, resolution: 'cleaned' },
    ...{ recurrences: [{ alarmId: 'CH-1.high~1', at: START }], ...change },
  });
const DAY_MS = 86_400_000;
const NEXT = { alarmId: 'CH-1.high~2', priority: 'P2', isAfresh: false } as const;

describe('where a repeated episode goes', () => {
  test('no order yet: a new one', () => {
    expect(placeEpisode(undefined, NEXT, START)).toMatchObject({ action: 'open' });
  });

  test.each(['draft', 'open', 'assigned', 'accepted', 'in-progress', 'on-hold'] as const)(
    'rule 1: merged into an order that is %s',
    (state) => {
      const placement = placeEpisode(orderIn(state), NEXT, START + 1000);
      expect(placement).toMatchObject({
        action: 'change',
        step: {
          order: { state, occurrences: 2, conditionClearedAt: null, alarmId: 'CH-1.high~2', assignee: 'wang' },
          entry: { step: 'merged', note: 'CH-1.high~2', at: START + 1000 },
        },
      });
    },
  );

  test('rule 1: priority is raised, never lowered', () => {
    const raised = placeEpisode(orderIn('open'), { ...NEXT, priority: 'P1' }, START);
    expect(raised).toMatchObject({ step: { order: { priority: 'P1' } } });
    const kept = placeEpisode(orderIn('open'), { ...NEXT, priority: 'P4' }, START);
    expect(kept).toMatchObject({ step: { order: { priority: 'P2' } } });
  });

  test('rule 2: done too early, the same person goes on', () => {
    expect(placeEpisode(orderIn('done'), NEXT, START)).toMatchObject({
      step: { order: { state: 'in-progress', assignee: 'wang', resolution: null }, entry: { step: 'reopen' } },
    });
  });

  test('rule 2: looked at and not yet closed, the same', () => {
    expect(placeEpisode(orderIn('verified'), NEXT, START)).toMatchObject({
      step: { order: { state: 'in-progress', reopenCount: 1, isFirstTimeFix: false }, entry: { reason: 'alarm' } },
    });
  });

  test('rule 3: closed within 72 hours, opened again', () => {
    expect(placeEpisode(orderIn('closed'), NEXT, START + REOPEN_WINDOW_MS)).toMatchObject({
      step: { order: { state: 'open', assignee: null, closedAt: null }, entry: { step: 'reopen', from: 'closed' } },
    });
  });

  test('rule 3: opened again three times already, a new one', () => {
    const order = orderIn('closed', { reopenCount: 3 });
    expect(placeEpisode(order, NEXT, START)).toMatchObject({ action: 'open' });
  });

  test('rule 3: nothing was found wrong then, a new one', () => {
    const codes = { failure: 'other', cause: 'no-fault-found', remedy: 'none' };
    expect(placeEpisode(orderIn('closed', { codes }), NEXT, START)).toMatchObject({ action: 'open' });
  });

  test('a new one remembers the one before; the third episode in 30 days is a repeat failure', () => {
    const late = START + 10 * DAY_MS;
    const [first, second] = [START, START + DAY_MS].map((at, index) => ({ alarmId: `CH-1.high~${index - 1}`, at }));
    const two = orderIn('closed', { recurrences: [first!, second!] });
    expect(placeEpisode(two, NEXT, late)).toMatchObject({
      inherits: {
        repeatOf: 7,
        isRepeatFailure: true,
        recurrences: [first, second, { alarmId: NEXT.alarmId, at: late }],
      },
    });
    expect(placeEpisode(two, NEXT, START + 30 * DAY_MS)).toMatchObject({ inherits: { isRepeatFailure: false } });
    expect(placeEpisode(orderIn('open'), NEXT, late)).toMatchObject({ step: { order: { isRepeatFailure: false } } });
  });

  test('rule 4: closed earlier, a new one', () => {
    expect(placeEpisode(orderIn('closed'), NEXT, START + REOPEN_WINDOW_MS + 1)).toMatchObject({ action: 'open' });
  });

  test('a cancelled order stays cancelled', () => {
    expect(placeEpisode(orderIn('rejected'), NEXT, START)).toMatchObject({ action: 'open' });
    expect(placeEpisode(orderIn('cancelled'), NEXT, START)).toMatchObject({ action: 'open' });
    expect(placeEpisode(orderIn('cancelled'), { ...NEXT, alarmId: 'CH-1.high~1' }, START)).toEqual({ action: 'none' });
  });

  test('an episode never gets a second order, however late it comes again', () => {
    const same = { ...NEXT, alarmId: 'CH-1.high~1' };
    expect(placeEpisode(orderIn('closed'), same, START + 30 * REOPEN_WINDOW_MS)).toMatchObject({ action: 'change' });
  });
});

describe('the cause is gone', () => {
  test('noted once; the order stays open', () => {
    const step = clearCondition(orderIn('open', { conditionClearedAt: null }), START + 5);
    expect(step).toMatchObject({
      order: { state: 'open', conditionClearedAt: START + 5 },
      entry: { step: 'condition-cleared' },
    });
    expect(step && clearCondition(step.order, START + 9)).toBeUndefined();
  });

  test('not on an order that is finished', () => {
    expect(clearCondition(orderIn('closed', { conditionClearedAt: null }), START)).toBeUndefined();
  });
});

describe('an episode that goes beneath another one', () => {
  test('gives up an order that nobody has begun', () => {
    expect(supersedeOrder(orderIn('assigned'), 'MAINS~1', START + 1)).toMatchObject({
      order: { state: 'cancelled', closedAt: START + 1 },
      entry: { step: 'cancel', actor: 'system', note: 'MAINS~1' },
    });
  });

  test.each(['in-progress', 'on-hold', 'done', 'closed', 'cancelled'] as const)('leaves one that is %s', (state) => {
    expect(supersedeOrder(orderIn(state), 'MAINS~1', START)).toBeUndefined();
  });

  test('gets a new order when it comes out again, and only then', () => {
    const same = { ...NEXT, alarmId: 'CH-1.high~1' };
    expect(placeEpisode(orderIn('cancelled'), same, START)).toEqual({ action: 'none' });
    expect(placeEpisode(orderIn('cancelled'), { ...same, isAfresh: true }, START)).toMatchObject({ action: 'open' });
  });
});

test('a worse level raises the order once, and never a settled one', () => {
  const worse = { ...NEXT, priority: 'P1' } as const;
  expect(raiseOrder(orderIn('in-progress'), worse, START)).toMatchObject({ order: { priority: 'P1', occurrences: 1 } });
  expect(raiseOrder(orderIn('open', { priority: 'P1' }), worse, START)).toBeUndefined();
  expect(raiseOrder(orderIn('closed'), worse, START)).toBeUndefined();
});
