import { expect, test } from 'vitest';
import { ERRORS } from '../../../gateway/domain/errors.ts';
import type { WorkOrderStep } from '../../../gateway/domain/work-order.ts';
import { openHouse } from '../../harness/alarm-house.ts';
import { houseCondition } from '../../harness/house-site.ts';
import { CODES, orderDesk } from '../../harness/order-bench.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ID = 'X1.high';

async function setup() {
  const house = await openHouse({ conditions: [houseCondition({ onDelayMs: 0, holdMs: 0, offDelayMs: 0 })] });
  const repository = house.process.store.workOrders;
  const { orders } = orderDesk({ repository, clock: house.clock, equipment: { X1: 'pump' } });
  /** The fault comes, is acknowledged, and stays. */
  const fault = async (): Promise<void> => {
    await house.run(5_000, () => 85);
    expect(await house.acknowledge(ID)).toMatchObject({ ok: true });
  };
  const over = async (): Promise<void> => {
    await house.run(5_000, () => 20);
    expect(house.open()).toEqual([]);
  };
  const take = (step: WorkOrderStep, more: object = {}, id = 1) =>
    orders.transition({ id, step, actor: 'wang', resolution: 'strainer cleaned', codes: CODES, ...more });
  /** Looked at by another, and closed with it. */
  const close = (id = 1) => take('close', { actor: 'chen' }, id);
  /** Until the day given, counted from the opening of the house. */
  const untilDay = (day: number): Promise<void> => house.leap(day * DAY_MS - house.second * 1_000);
  return { house, orders, fault, over, take, close, untilDay };
}

test('21. Recurrence and orders: before it is closed, within 72 hours of that, and later', async () => {
  const { house, orders, fault, over, take, close, untilDay } = await setup();
  await fault();
  expect(await take('start')).toMatchObject({ ok: true });
  await over();
  expect(await take('done')).toMatchObject({ ok: true, value: { state: 'done', assignee: 'wang' } });

  await house.leap(2 * HOUR_MS);
  await fault();
  const [again] = await house.orders();
  expect(again).toMatchObject({ id: 1, state: 'in-progress', assignee: 'wang', occurrences: 2, doneAt: null });
  expect(again).toMatchObject({ isFirstTimeFix: false, reopenCount: 1 });
  expect(again!.log.filter(({ step }) => step === 'reopen')).toMatchObject([{ from: 'done', actor: 'system' }]);
  await over();
  await take('done');
  await untilDay(1);
  expect(await take('close')).toMatchObject({ code: 'WORK_ORDER_NOT_YOURS' });
  expect(await close()).toMatchObject({ ok: true, value: { state: 'closed' } });

  await untilDay(3);
  await fault();
  const [reopened] = await house.orders();
  expect(reopened).toMatchObject({ id: 1, state: 'open', assignee: null, occurrences: 3, closedAt: null });
  await over();
  for (const step of ['start', 'done'] as const) await take(step);
  await untilDay(4);
  expect(await close()).toMatchObject({ ok: true });

  await untilDay(10);
  await fault();
  expect(await orders.list({ state: 'all', limit: 10 })).toMatchObject([
    { id: 2, state: 'open', alarmId: `${ID}~4`, occurrences: 1, repeatOf: 1, isRepeatFailure: true },
    { id: 1, state: 'closed', occurrences: 3 },
  ]);
});

test('21. Recurrence and orders: work is not done while the alarm is active, unless somebody says why', async () => {
  const { fault, over, take } = await setup();
  await fault();
  await take('start');
  expect(ERRORS.WORK_ORDER_TRANSITION_REFUSED.status).toBe(409);
  expect(await take('done')).toMatchObject({ ok: false, code: 'WORK_ORDER_TRANSITION_REFUSED' });
  await over();
  expect(await take('done')).toMatchObject({ ok: true });
});

test('21. Recurrence and orders: what is done is not said to be repaired while the alarm is active, nor right after', async () => {
  const { house, fault, over, take } = await setup();
  await fault();
  await take('start');
  await take('done', { note: 'sensor ordered' });
  const verify = () => take('verify', { actor: 'chen' });
  expect(await verify()).toMatchObject({ code: 'WORK_ORDER_TRANSITION_REFUSED', detail: 'the alarm is still active' });
  await over();
  expect(await verify()).toMatchObject({ ok: false });
  await house.leap(2 * HOUR_MS);
  expect(await verify()).toMatchObject({ ok: true, value: { state: 'verified', verifiedBy: 'chen' } });
});
