import { describe, expect, test } from 'vitest';
import type { WorkOrder, WorkOrderEntry } from './work-order.ts';
import { clearCondition, placeEpisode, raiseOrder, supersedeOrder } from './work-order-placement.ts';
import { REOPEN_WINDOW_MS } from './work-order-step.ts';

const START = Date.UTC(2026, 0, 5);
const opened: WorkOrderEntry = { at: START, actor: 'system', step: 'opened', from: null, to: 'open', note: null };
const reopen: WorkOrderEntry = { ...opened, step: 'reopen' };

const orderIn = (state: WorkOrder['state'], change: Partial<WorkOrder> = {}): WorkOrder => ({
  ...{ id: 7, state, priority: 'P2', equipment: 'CH-1', alarmId: 'CH-1.high~1', occurrences: 1, assignee: 'wang' },
  title: { en: 'a', zh: 'a' },
  description: { en: 'b', zh: 'b' },
  ...{ conditionClearedAt: START, openedBy: 'system', openedAt: START, startedAt: null, doneAt: null, closedAt: START },
  ...{ resolution: 'cleaned', steps: [], log: [opened], ...change },
});
const NEXT = { alarmId: 'CH-1.high~2', priority: 'P2', isAfresh: false } as const;

describe('where a repeated episode goes', () => {
  test('no order yet: a new one', () => {
    expect(placeEpisode(undefined, NEXT, START)).toEqual({ action: 'open' });
  });

  test.each(['open', 'assigned', 'in-progress', 'on-hold'] as const)(
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

  test('rule 3: closed within 72 hours, opened again', () => {
    expect(placeEpisode(orderIn('closed'), NEXT, START + REOPEN_WINDOW_MS)).toMatchObject({
      step: { order: { state: 'open', assignee: null, closedAt: null }, entry: { step: 'reopen', from: 'closed' } },
    });
  });

  test('rule 3: opened again three times already, a new one', () => {
    const order = orderIn('closed', { log: [opened, reopen, reopen, reopen] });
    expect(placeEpisode(order, NEXT, START)).toEqual({ action: 'open' });
  });

  test('rule 4: closed earlier, a new one', () => {
    expect(placeEpisode(orderIn('closed'), NEXT, START + REOPEN_WINDOW_MS + 1)).toEqual({ action: 'open' });
  });

  test('a cancelled order stays cancelled', () => {
    expect(placeEpisode(orderIn('cancelled'), NEXT, START)).toEqual({ action: 'open' });
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
    expect(placeEpisode(orderIn('cancelled'), { ...same, isAfresh: true }, START)).toEqual({ action: 'open' });
  });
});

test('a worse level raises the order once, and never a settled one', () => {
  const worse = { ...NEXT, priority: 'P1' } as const;
  expect(raiseOrder(orderIn('in-progress'), worse, START)).toMatchObject({ order: { priority: 'P1', occurrences: 1 } });
  expect(raiseOrder(orderIn('open', { priority: 'P1' }), worse, START)).toBeUndefined();
  expect(raiseOrder(orderIn('closed'), worse, START)).toBeUndefined();
});
