import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CODES, exampleOrder, ORDER_START, stepContext } from '../../tests/harness/order-bench.ts';
import { type OrderActor, type WorkOrder, workOrder, workOrderState, workOrderStep } from './work-order.ts';
import type { WorkOrderContext } from './work-order-guards.ts';
import type { WorkOrderRequest } from './work-order-request.ts';
import { stepWorkOrder } from './work-order-step.ts';
import { isUnfinished, REOPEN_WINDOW_MS, stepsOf } from './work-order-table.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const WANG: OrderActor = { name: 'wang', role: 'technician' };
const LI: OrderActor = { name: 'li', role: 'operator' };
const CHEN: OrderActor = { name: 'chen', role: 'engineer' };

interface Move extends Partial<WorkOrderRequest> {
  readonly by?: OrderActor;
  readonly with?: Partial<WorkOrderContext>;
}

/** Takes the steps one after another, a minute each; the last outcome. */
function take(order: WorkOrder, ...moves: readonly Move[]) {
  let current = order;
  let now = ORDER_START;
  for (const { by = WANG, with: around = {}, ...request } of moves) {
    now += MINUTE_MS;
    const context = stepContext({ actor: by, now, ...around });
    const outcome = stepWorkOrder(current, { step: 'comment', ...request }, context);
    if (!outcome.ok) return outcome;
    current = outcome.value.order;
  }
  return { ok: true, order: current } as const;
}

const reach = (...moves: readonly Move[]): WorkOrder => {
  const outcome = take(exampleOrder({ alarmId: null }), ...moves);
  if (!outcome.ok) throw new Error(`${outcome.code} ${outcome.detail}`);
  return outcome.order;
};

const START = { step: 'start' } as const;
const DONE = { step: 'done', resolution: 'cleaned', codes: CODES } as const;
const HOLD = { step: 'hold', holdReason: 'parts', resumeAt: ORDER_START + 48 * HOUR_MS } as const;

describe('the usual way', () => {
  test('given, accepted, there, begun, done, looked at by another, closed', () => {
    const order = reach(
      { step: 'assign', assignee: 'wang', by: LI },
      { step: 'accept' },
      { step: 'arrive', method: 'scan', scanned: 'CH-1' },
      START,
      DONE,
      { step: 'verify', by: CHEN },
      { step: 'close', by: CHEN },
    );
    const at = (minutes: number): number => ORDER_START + minutes * MINUTE_MS;
    expect(order).toMatchObject({
      ...{ state: 'closed', assignee: 'wang', acceptedAt: at(2), startedAt: at(4), doneAt: at(5), doneBy: 'wang' },
      ...{ arrival: { at: at(3), method: 'scan', by: 'wang' }, verifiedAt: at(6), verifiedBy: 'chen', closedAt: at(7) },
      ...{ resolution: 'cleaned', codes: CODES, version: 8, isFirstTimeFix: true },
    });
    expect(order.labour).toMatchObject([{ person: 'wang', startAt: at(4), endAt: at(5), isDerived: true }]);
  });

  test('who begins an open order has it, has accepted it and is there', () => {
    expect(reach(START)).toMatchObject({
      ...{ assignee: 'wang', state: 'in-progress', arrival: { method: 'start', by: 'wang' } },
      acceptedAt: ORDER_START + MINUTE_MS,
    });
  });

  test('handing over work in progress does not stop it; before that the next one has to accept', () => {
    expect(reach(START, { step: 'assign', assignee: 'zhao' })).toMatchObject({
      state: 'in-progress',
      assignee: 'zhao',
    });
    expect(reach({ step: 'accept' }, { step: 'assign', assignee: 'zhao' })).toMatchObject({ state: 'assigned' });
  });

  test('a draft is let through or refused by a dispatcher', () => {
    const draft = exampleOrder({ state: 'draft', alarmId: null });
    expect(take(draft, { step: 'dispatch', by: LI })).toMatchObject({ order: { state: 'open' } });
    expect(take(draft, { step: 'dispatch' })).toMatchObject({ code: 'WORK_ORDER_NOT_YOURS' });
    const rejected = take(draft, { step: 'reject', rejectReason: 'not_ours', by: LI });
    expect(rejected).toMatchObject({ order: { state: 'rejected', endReason: 'not_ours', steps: ['comment'] } });
  });

  test('declined, it is anybody’s again, and that is counted', () => {
    const order = reach({ step: 'assign', assignee: 'wang', by: LI }, { step: 'decline', note: 'on leave' });
    expect(order).toMatchObject({ state: 'open', assignee: null, declines: 1 });
  });

  test('a hold says why and until when; labour leaves it out', () => {
    const order = reach(START, HOLD, { step: 'resume' }, DONE);
    expect(reach(START, HOLD)).toMatchObject({ state: 'on-hold', hold: { reason: 'parts' } });
    expect(
      order.labour.map(({ startAt, endAt }) => [
        (startAt - ORDER_START) / MINUTE_MS,
        (endAt - ORDER_START) / MINUTE_MS,
      ]),
    ).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test('labour that somebody wrote himself stands alone', () => {
    const labour = {
      person: 'wang',
      startAt: ORDER_START,
      endAt: ORDER_START + 2 * MINUTE_MS,
      people: 2,
      travelMinutes: 20,
      isOvertime: true,
    };
    expect(reach(START, { step: 'labour', labour }, DONE).labour).toEqual([{ ...labour, isDerived: false }]);
  });
});

describe('refused', () => {
  test.each([
    [[{ step: 'close' }], 'WORK_ORDER_TRANSITION_REFUSED', /^from "open" only: assign, accept, start/],
    [[{ step: 'assign' }], 'WORK_ORDER_INCOMPLETE', /assignee/],
    [[START, { step: 'done', codes: CODES }], 'WORK_ORDER_INCOMPLETE', /resolution/],
    [[START, { step: 'done', resolution: 'x' }], 'WORK_ORDER_INCOMPLETE', /codes/],
    [[START, { step: 'hold', holdReason: 'parts' }], 'WORK_ORDER_INCOMPLETE', /resumeAt/],
    [[START, { ...HOLD, resumeAt: ORDER_START }], 'WORK_ORDER_INCOMPLETE', /resumeAt/],
    [[START, { step: 'hold', resumeAt: HOLD.resumeAt }], 'WORK_ORDER_INCOMPLETE', /holdReason/],
    [[{ step: 'comment' }], 'WORK_ORDER_INCOMPLETE', /note/],
    [[{ step: 'cancel', note: 'twice' }, START], 'WORK_ORDER_TRANSITION_REFUSED', /^from "cancelled" only: comment$/],
    [[{ step: 'assign', assignee: 'zhao', by: LI }, { step: 'accept' }], 'WORK_ORDER_NOT_YOURS', /zhao/],
    [[{ step: 'accept', by: CHEN }, DONE], 'WORK_ORDER_TRANSITION_REFUSED', /^from "accepted"/],
    [[START, { ...DONE, by: { name: 'sun', role: 'technician' } as const }], 'WORK_ORDER_NOT_YOURS', /wang/],
    [[START, DONE, { step: 'verify' }], 'WORK_ORDER_NOT_YOURS', /somebody else/],
    [
      [{ step: 'accept' }, { step: 'arrive', method: 'scan', scanned: 'CH-2' }],
      'WORK_ORDER_TRANSITION_REFUSED',
      /CH-2/,
    ],
    [[{ step: 'change', priority: 'P1', note: 'worse' }], 'WORK_ORDER_NOT_YOURS', /dispatcher/],
    [[{ step: 'change', note: 'worse', by: LI }], 'WORK_ORDER_INCOMPLETE', /priority/],
  ] as const)('%j', (moves, code, detail) => {
    const outcome = take(exampleOrder({ alarmId: null }), ...moves);
    expect(outcome).toMatchObject({ ok: false, code });
    expect(outcome.ok || outcome.detail).toMatch(detail);
  });

  test('an urgent order is put on hold by an engineer only', () => {
    const order = exampleOrder({ priority: 'P1', alarmId: null });
    expect(take(order, START, HOLD)).toMatchObject({ code: 'WORK_ORDER_NOT_YOURS' });
    expect(take(order, START, { ...HOLD, by: CHEN })).toMatchObject({ order: { state: 'on-hold' } });
  });

  test('statutory work is never cancelled', () => {
    const order = exampleOrder({ isStatutory: true, legalBasis: { en: 'TSG T5002', zh: 'TSG T5002' }, alarmId: null });
    expect(order.steps).not.toContain('cancel');
    expect(take(order, { step: 'cancel', note: 'no time', by: CHEN })).toMatchObject({ ok: false });
  });
});

describe('the alarm', () => {
  const active = { isAlarmActive: true };

  test('done while it is active wants a reason', () => {
    expect(take(exampleOrder(), START, { ...DONE, with: active })).toMatchObject({
      code: 'WORK_ORDER_TRANSITION_REFUSED',
    });
    expect(take(exampleOrder(), START, { ...DONE, note: 'sensor ordered', with: active })).toMatchObject({
      order: { state: 'done', log: [{}, {}, { note: 'cleaned · sensor ordered' }] },
    });
  });

  test('nobody says it is repaired while it is active, nor before it has stayed away for a while', () => {
    const done = take(exampleOrder(), START, DONE);
    if (!done.ok) throw new Error(done.detail);
    const verify = (since: number | null, now: number, isAlarmActive = false) =>
      take({ ...done.order, conditionClearedAt: since }, { step: 'verify', by: CHEN, with: { now, isAlarmActive } });
    expect(verify(null, ORDER_START, true)).toMatchObject({ ok: false, detail: 'the alarm is still active' });
    expect(verify(ORDER_START, ORDER_START + 2 * HOUR_MS - 1)).toMatchObject({ code: 'WORK_ORDER_TRANSITION_REFUSED' });
    expect(verify(ORDER_START, ORDER_START + 2 * HOUR_MS)).toMatchObject({ ok: true });
  });
});

describe('call-back and opening again', () => {
  const called = { callBackDueAt: () => ORDER_START + 24 * HOUR_MS };
  const answer = (isSolved: boolean) =>
    ({ isSolved, score: 5, comment: 'water again', method: 'phone', person: 'Chen' }) as const;
  const verified: readonly Move[] = [START, { ...DONE, with: called }, { step: 'verify', by: CHEN }];

  test('answered well it is written down; closing before it needs a reason', () => {
    expect(reach(...verified, { step: 'call-back', callBack: answer(true), by: LI })).toMatchObject({
      ...{ state: 'verified', callBack: { isSolved: true, score: 5, by: 'li' } },
    });
    const order = reach(...verified);
    expect(take(order, { step: 'close', by: CHEN })).toMatchObject({ code: 'WORK_ORDER_INCOMPLETE' });
    expect(take(order, { step: 'close', by: CHEN, note: 'moved away' })).toMatchObject({ order: { state: 'closed' } });
  });

  test('not solved, the same person goes on, and it was no first-time fix', () => {
    const order = reach(...verified, { step: 'call-back', callBack: answer(false), by: LI });
    expect(order).toMatchObject({
      state: 'in-progress',
      assignee: 'wang',
      callBack: null,
      reopenCount: 1,
      isFirstTimeFix: false,
    });
    expect(order.log.at(-1)).toMatchObject({ step: 'call-back', reason: 'not-solved', note: 'water again' });
  });

  test('who did the work does not ask whether it was good', () => {
    const outcome = take(reach(...verified), { step: 'call-back', callBack: answer(true) });
    expect(outcome).toMatchObject({ code: 'WORK_ORDER_NOT_YOURS' });
  });

  test('work that was only done goes on, closed work is anybody’s', () => {
    const reopen = { step: 'reopen', note: 'drips again', by: CHEN } as const;
    expect(reach(START, DONE, reopen)).toMatchObject({ state: 'in-progress', assignee: 'wang', doneAt: null });
    const closed = reach(START, DONE, { step: 'close', by: CHEN }, reopen);
    expect(closed).toMatchObject({ state: 'open', assignee: null, closedAt: null, startedAt: null, arrival: null });
  });

  test('a closed order cannot be opened again after 72 hours', () => {
    const order = exampleOrder({ state: 'closed', closedAt: ORDER_START });
    expect(stepsOf(order, ORDER_START + REOPEN_WINDOW_MS)).toContain('reopen');
    expect(stepsOf(order, ORDER_START + REOPEN_WINDOW_MS + 1)).toEqual(['comment']);
  });
});

const actor = fc.constantFrom<OrderActor>(
  WANG,
  LI,
  CHEN,
  { name: 'sun', role: 'technician' },
  { name: 'system', role: null },
);
const request = fc.record<WorkOrderRequest>(
  {
    step: fc.constantFrom(...workOrderStep.options),
    assignee: fc.constantFrom('zhao', 'wang', ''),
    note: fc.constantFrom('because', ''),
    resolution: fc.constantFrom('repaired', ''),
    codes: fc.constant(CODES),
    holdReason: fc.constantFrom('parts', 'other'),
    resumeAt: fc.constantFrom(ORDER_START, ORDER_START * 2),
    rejectReason: fc.constant('duplicate'),
    callBack: fc.record({
      isSolved: fc.boolean(),
      score: fc.constant(3),
      comment: fc.constantFrom('bad', null),
      method: fc.constant('phone'),
      person: fc.constant(null),
    }),
    priority: fc.constantFrom('P1', 'P3'),
  },
  { requiredKeys: ['step'] },
);
const moves = fc.array(
  fc.record({
    ...{ request, actor, isAlarmActive: fc.boolean(), isCalledBack: fc.boolean() },
    passedMs: fc.integer({ min: -HOUR_MS, max: 90 * HOUR_MS }),
  }),
  { maxLength: 40 },
);

test('whatever is asked for: only listed steps succeed, the history leads to the state without a gap, times never go back', () => {
  fc.assert(
    fc.property(moves, (asked) => {
      let order = exampleOrder();
      let now = ORDER_START;
      for (const { request: one, actor: who, isAlarmActive, isCalledBack, passedMs } of asked) {
        now += passedMs;
        const before = order;
        const callBackDueAt = (_: WorkOrder, at: number) => (isCalledBack ? at + HOUR_MS : null);
        const outcome = stepWorkOrder(order, one, stepContext({ now, actor: who, isAlarmActive, callBackDueAt }));
        if (!outcome.ok) {
          expect(outcome.detail).not.toBe('');
          continue;
        }
        expect(stepsOf(before, now)).toContain(one.step);
        order = outcome.value.order;
        expect(order.log).toEqual([...before.log, outcome.value.entry]);
      }
      expect(workOrder.parse(order)).toEqual(order);
      expect(order.version).toBe(order.log.length);
      expect(order.log.at(-1)?.to).toBe(order.state);
      for (let i = 1; i < order.log.length; i++) {
        expect(order.log[i]!.from).toBe(order.log[i - 1]!.to);
        expect(order.log[i]!.at).toBeGreaterThanOrEqual(order.log[i - 1]!.at);
      }
      expect(order.doneAt !== null).toBe(['done', 'verified', 'closed'].includes(order.state));
      expect(order.closedAt !== null).toBe(['closed', 'cancelled', 'rejected'].includes(order.state));
      expect(order.verifiedAt !== null).toBe(['verified', 'closed'].includes(order.state));
      expect(order.hold !== null).toBe(order.state === 'on-hold');
      if (order.verifiedBy !== null) expect(order.verifiedBy).not.toBe(order.doneBy);
      if (isUnfinished(order.state) && !['draft', 'open'].includes(order.state)) expect(order.assignee).not.toBeNull();
    }),
    { numRuns: 1_000 },
  );
});

test('every step a state lists can be taken from it by somebody', () => {
  const callBack = { isSolved: true, score: null, comment: null, method: 'phone', person: null } as const;
  const more = {
    dueAt: ORDER_START,
    answeredAt: null,
    by: null,
    person: null,
    method: null,
    isSolved: null,
    score: null,
    comment: null,
  };
  for (const state of workOrderState.options) {
    const order = exampleOrder({ state, alarmId: null, closedAt: ORDER_START, callBack: more });
    for (const step of order.steps) {
      const full: WorkOrderRequest = {
        ...{ step, assignee: 'wang', note: 'why', resolution: 'what', codes: CODES, priority: 'P1', callBack },
        ...{ holdReason: 'parts', resumeAt: ORDER_START + 1, rejectReason: 'no_fault', answers: [] },
        labour: {
          person: 'wang',
          startAt: ORDER_START - 1,
          endAt: ORDER_START,
          people: 1,
          travelMinutes: 0,
          isOvertime: false,
        },
        part: { part: null, name: 'belt', quantity: 1, unit: '', price: null, stage: 'issued' },
        file: { sha256: 'a'.repeat(64), name: 'x.jpg', mediaType: 'image/jpeg', stage: 'after' },
      };
      const outcome = stepWorkOrder(order, full, stepContext());
      if (step === 'fill') expect(outcome).toMatchObject({ code: 'WORK_ORDER_INCOMPLETE' });
      else expect([state, step, outcome]).toMatchObject([state, step, { ok: true }]);
    }
  }
});

test('what a caller says is not solved goes on, and the hours before it are counted once', () => {
  const notSolved = { isSolved: false, score: 1, comment: 'still warm', method: 'phone', person: null } as const;
  const callsBack = { callBackDueAt: (_: WorkOrder, at: number) => at };
  const order = reach(
    START,
    { ...DONE, with: callsBack },
    { step: 'call-back', callBack: notSolved, by: CHEN },
    { step: 'comment', note: 'again' },
    { ...DONE, with: callsBack },
  );
  const hours = order.labour.map(({ startAt, endAt }) => (endAt - startAt) / MINUTE_MS);
  expect(hours).toEqual([1, 2]);
});

test('where nobody saw the alarm go, the time to wait begins with the end of the work', () => {
  const alarm = { state: 'done', doneAt: ORDER_START, doneBy: 'wang', conditionClearedAt: null } as const;
  const verify = (afterMs: number) =>
    take(exampleOrder(alarm), { step: 'verify', by: CHEN, with: { now: ORDER_START + afterMs } });
  expect(verify(2 * HOUR_MS - 1)).toMatchObject({ code: 'WORK_ORDER_TRANSITION_REFUSED' });
  expect(verify(2 * HOUR_MS)).toMatchObject({ ok: true });
});

test('an order is not opened again once another came after it for the same fault', () => {
  const closed = reach(START, DONE, { step: 'close', by: CHEN });
  const reopen = (later: number | null) => take(closed, { step: 'reopen', note: 'again', by: CHEN, with: { later } });
  expect(reopen(1188)).toMatchObject({
    code: 'WORK_ORDER_TRANSITION_REFUSED',
    detail: expect.stringContaining('1188'),
  });
  expect(reopen(null)).toMatchObject({ ok: true, order: { state: 'open' } });
});
