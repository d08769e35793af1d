import { describe, expect, test } from 'vitest';
import { CODES, exampleOrder, ORDER_START, ordersPlan, stepContext } from '../../tests/harness/order-bench.ts';
import type { Priority } from './alarm.ts';
import type { OrdersPlan } from './duty/orders-plan.ts';
import { ALWAYS } from './work-calendar.ts';
import type { WorkOrder } from './work-order.ts';
import { raiseOrder } from './work-order-placement.ts';
import type { WorkOrderRequest } from './work-order-request.ts';
import { type SlaRules, slaOf } from './work-order-sla.ts';
import { stepWorkOrder } from './work-order-step.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const at = (minutes: number): number => ORDER_START + minutes * MINUTE_MS;
const PLAN: OrdersPlan = ordersPlan();

const rules = (change: Partial<SlaRules> = {}): SlaRules => ({
  promiseOf: (priority: Priority) => {
    const limit = PLAN.limits.find((one) => one.priority === priority && !one.isSafety && one.kinds.length === 0);
    return limit && { limitMs: limit.limitMs, calendar: ALWAYS };
  },
  ...{ pausing: PLAN.pausing, pauseCapMs: PLAN.pauseCapMs, appointmentGraceMs: PLAN.appointmentGraceMs },
  countsDraft: true,
  ...change,
});

/** An order with steps at these minutes. */
function history(order: WorkOrder, ...steps: readonly (readonly [number, WorkOrderRequest])[]): WorkOrder {
  return steps.reduce((current, [minute, request]) => {
    const actor = { name: request.step === 'verify' || request.step === 'close' ? 'chen' : 'wang', role: null };
    const outcome = stepWorkOrder(current, request, stepContext({ now: at(minute), actor }));
    if (!outcome.ok) throw new Error(`${request.step}: ${outcome.detail}`);
    return outcome.value.order;
  }, order);
}

const look = (order: WorkOrder, minute: number, change: Partial<SlaRules> = {}) =>
  Object.fromEntries((slaOf(order, rules(change), at(minute))?.clocks ?? []).map((clock) => [clock.name, clock]));

const DONE = { step: 'done', resolution: 'x', codes: CODES } as const;
const hold = (holdReason: 'parts' | 'weather'): WorkOrderRequest => ({
  step: 'hold',
  holdReason,
  note: 'w',
  resumeAt: at(99_999),
});
const fresh = (change: Partial<WorkOrder> = {}) => exampleOrder({ alarmId: null, ...change });

describe('the three clocks', () => {
  test('run from the alarm, each to its own stop', () => {
    const order = history(
      fresh(),
      [10, { step: 'accept' }],
      [40, { step: 'arrive' }],
      [50, { step: 'start' }],
      [200, DONE],
    );
    expect(look(order, 300)).toMatchObject({
      accept: { state: 'met', elapsedMs: 10 * MINUTE_MS, limitMs: 15 * MINUTE_MS, stoppedAt: at(10) },
      arrive: { state: 'met', elapsedMs: 40 * MINUTE_MS, stoppedAt: at(40) },
      resolve: { state: 'met', elapsedMs: 200 * MINUTE_MS, dueAt: at(480), stoppedAt: at(200) },
    });
  });

  test('a breach is the moment the limit was reached, and stays', () => {
    expect(look(fresh(), 14)).toMatchObject({ accept: { state: 'running', dueAt: at(15), breachedAt: null } });
    expect(look(fresh(), 15)).toMatchObject({ accept: { state: 'breached', breachedAt: at(15) } });
    const order = history(fresh(), [20, { step: 'accept' }]);
    expect(look(order, 500)).toMatchObject({
      accept: { state: 'breached', breachedAt: at(15), elapsedMs: 20 * MINUTE_MS },
    });
    expect(slaOf(order, rules(), at(500))?.isBreached).toBe(true);
  });

  test('begin with the alarm although the order came later', () => {
    expect(look(fresh({ clockAt: at(-5) }), 5)).toMatchObject({ accept: { elapsedMs: 10 * MINUTE_MS, dueAt: at(10) } });
  });

  test('what is cancelled ends them without having met them', () => {
    const order = history(fresh(), [5, { step: 'cancel', note: 'twice' }]);
    expect(look(order, 900)).toMatchObject({
      accept: { state: 'ended', breachedAt: null },
      resolve: { state: 'ended' },
    });
  });

  test('nothing is promised: no clocks', () => {
    expect(slaOf(fresh(), rules({ promiseOf: () => undefined }), at(5))).toBeNull();
  });
});

describe('holds', () => {
  test('for parts stop the work’s clock alone; for weather they do not', () => {
    const held = history(fresh(), [10, { step: 'start' }], [60, hold('parts')]);
    expect(look(held, 600)).toMatchObject({
      resolve: { state: 'paused', elapsedMs: 60 * MINUTE_MS, pausedMs: 540 * MINUTE_MS, dueAt: null },
    });
    const resumed = history(held, [600, { step: 'resume' }]);
    expect(look(resumed, 700)).toMatchObject({ resolve: { elapsedMs: 160 * MINUTE_MS, dueAt: at(600 + 420) } });
    const weather = history(fresh(), [10, { step: 'start' }], [60, hold('weather')]);
    expect(look(weather, 600)).toMatchObject({ resolve: { state: 'breached', breachedAt: at(480), pausedMs: 0 } });
  });

  test('never pause a safety order, and an urgent one a day at most', () => {
    const safe = history(fresh({ isSafety: true }), [10, { step: 'start' }], [60, hold('parts')]);
    expect(look(safe, 600)).toMatchObject({ resolve: { state: 'breached', pausedMs: 0 } });
    const urgent = history(fresh({ priority: 'P1' }), [3, { step: 'start' }], [60, hold('parts')]);
    expect(look(urgent, 60 + 24 * 60)).toMatchObject({ resolve: { elapsedMs: HOUR_MS, pausedMs: 24 * HOUR_MS } });
    expect(look(urgent, 60 + 27 * 60)).toMatchObject({ resolve: { state: 'breached', breachedAt: at(60 + 27 * 60) } });
  });

  test('of visits that were agreed and deadlines: those count instead of the table', () => {
    const order = fresh({ appointmentAt: at(300), deadlineAt: at(2_000) });
    expect(look(order, 310)).toMatchObject({
      arrive: { state: 'running', dueAt: at(315) },
      resolve: { dueAt: at(2_000) },
    });
    expect(look(order, 315)).toMatchObject({ arrive: { state: 'breached', breachedAt: at(315) } });
    const there = history(order, [1, { step: 'accept' }], [312, { step: 'arrive' }]);
    expect(look(there, 400)).toMatchObject({ arrive: { state: 'met' } });
  });
});

test('opened again the work’s clock goes on from where it stood; the others are over', () => {
  const order = history(fresh(), [10, { step: 'start' }], [100, DONE], [1_000, { step: 'reopen', note: 'again' }]);
  expect(look(order, 1_100)).toMatchObject({
    resolve: { state: 'running', elapsedMs: 200 * MINUTE_MS, dueAt: at(1_000 + 380) },
    accept: { state: 'met' },
  });
});

test('a higher priority has its limits from the original start; a clock that stands is not judged anew', () => {
  const minor = fresh({ priority: 'P3', log: exampleOrder().log.map((entry) => ({ ...entry, priority: 'P3' })) });
  const accepted = history(minor, [30, { step: 'accept' }]);
  const raised = raiseOrder(accepted, { alarmId: 'x~2', priority: 'P2', isAfresh: false }, at(100))!.order;
  expect(look(raised, 110)).toMatchObject({
    accept: { state: 'met', limitMs: HOUR_MS },
    arrive: { state: 'breached', breachedAt: at(100), limitMs: HOUR_MS },
    resolve: { state: 'running', dueAt: at(480) },
  });
});

test('a draft counts from the report, or from when it was let through', () => {
  const draft = fresh({ state: 'draft', log: exampleOrder().log.map((entry) => ({ ...entry, to: 'draft' })) });
  expect(look(draft, 10)).toMatchObject({ accept: { state: 'running', elapsedMs: 10 * MINUTE_MS } });
  const later = history(draft, [10, { step: 'dispatch' }]);
  expect(look(later, 12, { countsDraft: false })).toMatchObject({ accept: { elapsedMs: 2 * MINUTE_MS } });
  expect(look(draft, 12, { countsDraft: false })).toMatchObject({ accept: { state: 'paused', elapsedMs: 0 } });
});

test('a promise that was broken stays broken when nothing is promised any more', () => {
  const late = history(fresh(), [70, { step: 'change', priority: 'P4', note: 'minor' }]);
  expect(look(late, 80)).toMatchObject({ arrive: { state: 'breached', breachedAt: at(60) } });
  const inTime = history(fresh(), [50, { step: 'change', priority: 'P4', note: 'minor' }]);
  expect(look(inTime, 80)).not.toHaveProperty('arrive');
});

test('what was given up before its time was not late, whatever is said about it later', () => {
  const order = history(
    fresh({ appointmentAt: at(300) }),
    [100, { step: 'cancel', note: 'twice' }],
    [400, { step: 'comment', note: 'see WO 7' }],
  );
  expect(look(order, 500)).toMatchObject({ arrive: { state: 'ended', stoppedAt: at(100), breachedAt: null } });
  const tooLate = history(fresh({ appointmentAt: at(300) }), [400, { step: 'cancel', note: 'twice' }]);
  expect(look(tooLate, 500)).toMatchObject({ arrive: { state: 'breached', breachedAt: at(315) } });
});

test('an urgent order that has used its pause up runs again from that moment', () => {
  const urgent = history(fresh({ priority: 'P1' }), [3, { step: 'start' }], [60, hold('parts')]);
  expect(look(urgent, 60 + 24 * 60 - 1)).toMatchObject({ resolve: { state: 'paused', dueAt: null } });
  expect(look(urgent, 60 + 24 * 60)).toMatchObject({ resolve: { state: 'running', dueAt: at(60 + 27 * 60) } });
});
