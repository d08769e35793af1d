import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type WorkOrder, workOrder, workOrderState, workOrderStep } from './work-order.ts';
import { REOPEN_WINDOW_MS, stepsOf, stepWorkOrder, type WorkOrderRequest } from './work-order-step.ts';

const START = Date.UTC(2026, 0, 5);

function newOrder(change: Partial<WorkOrder> = {}): WorkOrder {
  const opened = { at: START, actor: 'system', step: 'opened', from: null, to: 'open', note: null } as const;
  const order: WorkOrder = {
    ...{ id: 1187, state: 'open', priority: 'P2', equipment: 'CH-1', alarmId: 'CH-1.high~1', occurrences: 1 },
    title: { en: 'High pressure', zh: '高压' },
    description: { en: 'Clean the condenser', zh: '清洗冷凝器' },
    ...{ conditionClearedAt: null, assignee: null, openedBy: 'system', openedAt: START, startedAt: null },
    ...{ doneAt: null, closedAt: null, resolution: null, steps: [], log: [opened], ...change },
  };
  return { ...order, steps: stepsOf(order, START) };
}

/** Takes the steps one after another, a minute each; the last outcome. */
function take(order: WorkOrder, ...requests: Partial<WorkOrderRequest>[]) {
  let current = order;
  let now = START;
  for (const request of requests) {
    now += 60_000;
    const outcome = stepWorkOrder(current, { step: 'comment', actor: 'li', ...request }, { now, isAlarmActive: false });
    if (!outcome.ok) return outcome;
    current = outcome.value.order;
  }
  return { ok: true, order: current } as const;
}

const DONE = { step: 'done', resolution: 'cleaned' } as const;

describe('steps', () => {
  test('the usual way: assigned, started, done, closed', () => {
    const outcome = take(newOrder(), { step: 'assign', assignee: 'wang' }, { step: 'start', actor: 'wang' }, DONE, {
      step: 'close',
    });
    expect(outcome).toMatchObject({
      order: {
        state: 'closed',
        assignee: 'wang',
        startedAt: START + 120_000,
        doneAt: START + 180_000,
        resolution: 'cleaned',
      },
    });
  });

  test('whoever starts an open order has it', () => {
    expect(take(newOrder(), { step: 'start', actor: 'wang' })).toMatchObject({
      order: { assignee: 'wang', state: 'in-progress' },
    });
  });

  test('handing over work in progress does not stop it', () => {
    const outcome = take(newOrder(), { step: 'start' }, { step: 'assign', assignee: 'zhao' });
    expect(outcome).toMatchObject({ order: { state: 'in-progress', assignee: 'zhao' } });
  });

  test('held and resumed', () => {
    expect(take(newOrder(), { step: 'start' }, { step: 'hold', note: 'parts' })).toMatchObject({
      order: { state: 'on-hold' },
    });
    expect(take(newOrder(), { step: 'start' }, { step: 'hold' }, { step: 'resume' })).toMatchObject({
      order: { state: 'in-progress' },
    });
  });

  test.each([
    [[{ step: 'close' }], 'from "open" only: assign, start, cancel, comment'],
    [[{ step: 'assign' }], 'assign needs an assignee'],
    [[{ step: 'start' }, { step: 'done' }], 'done needs a resolution'],
    [[{ step: 'start' }, { step: 'done', resolution: '  ' }], 'done needs a resolution'],
    [[{ step: 'comment' }], 'comment needs a note'],
    [[{ step: 'cancel' }, { step: 'start' }], 'from "cancelled" only: comment'],
  ] as const)('refused: %j', (requests, detail) => {
    expect(take(newOrder(), ...requests)).toEqual({ ok: false, code: 'WORK_ORDER_TRANSITION_REFUSED', detail });
  });

  test('done while the alarm is active wants a reason', () => {
    const order = newOrder({ state: 'in-progress' });
    const context = { now: START, isAlarmActive: true };
    expect(stepWorkOrder(order, { actor: 'li', ...DONE }, context)).toMatchObject({ ok: false });
    const outcome = stepWorkOrder(order, { actor: 'li', ...DONE, note: 'sensor to be replaced' }, context);
    expect(outcome).toMatchObject({ ok: true, value: { entry: { note: 'cleaned · sensor to be replaced' } } });
  });

  test('opened again: work that was only done goes on, closed work is anybody’s', () => {
    const done = take(newOrder(), { step: 'start' }, DONE, { step: 'reopen' });
    expect(done).toMatchObject({ order: { state: 'in-progress', assignee: 'li', doneAt: null, resolution: null } });
    const closed = take(newOrder(), { step: 'start' }, DONE, { step: 'close' }, { step: 'reopen' });
    expect(closed).toMatchObject({ order: { state: 'open', assignee: null, closedAt: null, startedAt: null } });
  });

  test('a closed order cannot be opened again after 72 hours', () => {
    const order = newOrder({ state: 'closed', closedAt: START });
    expect(stepsOf(order, START + REOPEN_WINDOW_MS)).toContain('reopen');
    expect(stepsOf(order, START + REOPEN_WINDOW_MS + 1)).toEqual(['comment']);
  });
});

const request = fc.record({
  step: fc.constantFrom(...workOrderStep.options),
  actor: fc.constantFrom('li', 'wang'),
  assignee: fc.constantFrom('zhao', ''),
  note: fc.constantFrom('because', ''),
  resolution: fc.constantFrom('repaired', ''),
});
const moves = fc.array(
  fc.record({ request, isAlarmActive: fc.boolean(), passedMs: fc.integer({ min: -3_600_000, max: 90 * 3_600_000 }) }),
  {
    maxLength: 40,
  },
);

test('whatever is asked for: only listed steps succeed, the log leads to the state without a gap, times never go back', () => {
  fc.assert(
    fc.property(moves, (asked) => {
      let order = newOrder();
      let now = START;
      for (const { request: one, isAlarmActive, passedMs } of asked) {
        now += passedMs;
        const before = order;
        const outcome = stepWorkOrder(order, one, { now, isAlarmActive });
        if (!outcome.ok) {
          expect(outcome.detail).not.toBe('');
          continue;
        }
        expect(stepsOf(before, now)).toContain(one.step);
        order = outcome.value.order;
        expect(order.log).toEqual([...before.log, outcome.value.entry]);
      }
      expect(workOrderState.options).toContain(order.state);
      expect(workOrder.parse(order)).toEqual(order);
      expect(order.log.at(-1)?.to).toBe(order.state);
      for (let i = 1; i < order.log.length; i++) {
        expect(order.log[i]!.from).toBe(order.log[i - 1]!.to);
        expect(order.log[i]!.at).toBeGreaterThanOrEqual(order.log[i - 1]!.at);
      }
      expect(order.doneAt !== null).toBe(['done', 'closed'].includes(order.state));
      expect(order.closedAt !== null).toBe(['closed', 'cancelled'].includes(order.state));
      if (order.state === 'in-progress' || order.state === 'on-hold') expect(order.assignee).not.toBeNull();
    }),
    { numRuns: 1_000 },
  );
});

test('every step a state lists can be taken from it', () => {
  for (const state of workOrderState.options) {
    const order = newOrder({ state, closedAt: START });
    for (const step of order.steps) {
      const full = { step, actor: 'li', assignee: 'wang', note: 'why', resolution: 'what' };
      expect(stepWorkOrder(order, full, { now: START, isAlarmActive: true })).toMatchObject({ ok: true });
    }
  }
});
