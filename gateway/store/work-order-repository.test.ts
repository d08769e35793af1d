import { expect, onTestFinished, test } from 'vitest';
import { activation, START } from '../../tests/harness/alarm-records.ts';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { newOrder, stepContext } from '../../tests/harness/order-bench.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { withFile } from '../../tests/harness/store-file.ts';
import { tempFolder } from '../../tests/harness/temp-folder.ts';
import { refused } from '../domain/errors.ts';
import type { WorkOrder } from '../domain/work-order.ts';
import { stepWorkOrder } from '../domain/work-order-step.ts';
import { openStore } from './open-store.ts';

const draft = newOrder({
  ...{ priority: 'P3', openedBy: 'li', openedAt: START, clockAt: START },
  ...{ title: { en: 'Oil', zh: '油' }, description: { en: 'Top up', zh: '加油' } },
});

async function setup() {
  const clock = new ManualClock(START);
  const folder = await tempFolder();
  const store = await openStore({ folder, clock, logger: silentLogger });
  onTestFinished(() => store.close());
  const told: WorkOrder[] = [];
  store.workOrders.onChange((order) => told.push(order));
  const take = (id: number, step: 'start' | 'cancel', actor = 'li') =>
    store.workOrders.change(id, (order, { isAlarmActive }) => {
      const context = stepContext({ now: clock.nowMs(), isAlarmActive, actor: { name: actor, role: 'technician' } });
      return stepWorkOrder(order, { step, note: 'why' }, context);
    });
  return { ...store, folder, told, take };
}

test('an order has a number, its log and the steps that can be taken', async () => {
  const { workOrders, told } = await setup();
  const order = await workOrders.insert(draft);
  expect(order).toMatchObject({ id: 1, version: 1, state: 'open', kind: 'corrective', equipment: 'CH-1' });
  expect(order.steps.slice(0, 3)).toEqual(['assign', 'accept', 'start']);
  const line = { via: 'screen', priority: 'P3', reason: null, deviceAt: null };
  expect(order.log).toEqual([{ at: START, actor: 'li', step: 'opened', from: null, to: 'open', note: null, ...line }]);
  expect(await workOrders.get(1)).toEqual(order);
  expect(told).toEqual([order]);
});

test('a step is stored with its log line; a refused one leaves everything as it was', async () => {
  const { workOrders, told, take } = await setup();
  await workOrders.insert(draft);
  expect(await take(1, 'start')).toMatchObject({ ok: true, value: { state: 'in-progress', assignee: 'li' } });
  expect(await workOrders.get(1)).toEqual(told.at(-1));
  expect(await workOrders.change(1, () => refused('WORK_ORDER_TRANSITION_REFUSED'))).toMatchObject({ ok: false });
  expect(await take(7, 'start')).toEqual({ ok: false, code: 'WORK_ORDER_NOT_FOUND' });
  expect(told).toHaveLength(2);
});

test('of two who take an order at the same moment one is refused', async () => {
  const { workOrders, take } = await setup();
  await workOrders.insert(draft);
  const outcomes = await Promise.all([take(1, 'start', 'li'), take(1, 'start', 'wang')]);
  expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false]);
  expect(await workOrders.get(1)).toMatchObject({ assignee: 'li' });
});

test('the decision knows whether the alarm is active', async () => {
  const { workOrders, alarms } = await setup();
  await alarms.commit([activation()]);
  let wasActive: boolean | undefined;
  await workOrders.change(1, (_order, { isAlarmActive }) => {
    wasActive = isAlarmActive;
    return refused('WORK_ORDER_TRANSITION_REFUSED');
  });
  expect(wasActive).toBe(true);
});

test('lists: by state, person and machine, newest first, page by page', async () => {
  const { workOrders, take } = await setup();
  for (const equipment of ['CH-1', 'CH-2', 'CH-1', 'CH-1']) await workOrders.insert({ ...draft, equipment });
  await take(1, 'start', 'wang');
  await take(2, 'cancel');
  const ids = async (query: object) =>
    (await workOrders.list({ state: 'open', limit: 9, ...query })).map((order) => order.id);
  expect(await ids({})).toEqual([4, 3, 1]);
  expect(await ids({ state: 'all' })).toEqual([4, 3, 2, 1]);
  expect(await ids({ state: 'cancelled' })).toEqual([2]);
  expect(await ids({ assignee: 'wang' })).toEqual([1]);
  expect(await ids({ state: 'all', equipment: 'CH-2' })).toEqual([2]);
  expect(await ids({ limit: 2 })).toEqual([4, 3]);
  expect(await ids({ before: 3 })).toEqual([1]);
});

test('a key has one order, whatever has become of it', async () => {
  const { workOrders, told, take } = await setup();
  const both = await Promise.all([
    workOrders.insert({ ...draft, key: 'round:7' }),
    workOrders.insert({ ...draft, key: 'round:7' }),
  ]);
  expect(both.map(({ id }) => id)).toEqual([1, 1]);
  await take(1, 'cancel');
  expect(await workOrders.insert({ ...draft, key: 'round:7' })).toMatchObject({ id: 1, state: 'cancelled' });
  expect(await workOrders.byKey('round:7')).toMatchObject({ id: 1 });
  expect(await workOrders.byKey('round:8')).toBeUndefined();
  expect(told).toHaveLength(2);
});

test('everything an order says comes back as it was', async () => {
  const { workOrders } = await setup();
  const asked = { name: 'Chen', phone: '13800000009', via: 'phone' } as const;
  const more = { kind: 'request', equipment: null, place: '3F lobby', requester: asked, isDraft: true } as const;
  const order = await workOrders.insert({ ...draft, ...more, appointmentAt: START + 1, isSafety: true });
  expect(order).toMatchObject({
    kind: 'request',
    equipment: null,
    place: '3F lobby',
    requester: asked,
    state: 'draft',
    appointmentAt: START + 1,
    isSafety: true,
  });
  const later = await workOrders.change(1, (before) =>
    stepWorkOrder(
      before,
      { step: 'reject', rejectReason: 'duplicate', deviceAt: START - 5 },
      stepContext({ now: START + 9 }),
    ),
  );
  expect(later).toMatchObject({ ok: true, value: { endReason: 'duplicate', version: 2, updatedAt: START + 9 } });
  expect(await workOrders.get(1)).toEqual(later.ok && later.value);
  expect((await workOrders.list({ state: 'all', updatedSince: START + 9, limit: 9 })).map(({ id }) => id)).toEqual([1]);
  expect(await workOrders.list({ state: 'all', updatedSince: START + 10, limit: 9 })).toEqual([]);
});

test('the file itself refuses to change or remove a line of the history', async () => {
  const { workOrders, folder } = await setup();
  await workOrders.insert(draft);
  for (const sql of ["update work_order_log set note = 'x'", 'delete from work_order_log'])
    expect(() => withFile(folder, (file) => file.exec(sql))).toThrow(/only ever added to/);
});

test('the decision knows of an order that came later for the same fault, so that two are never open', async () => {
  const { workOrders, alarms, folder } = await setup();
  await alarms.commit([activation('CH-1.high', 1)]);
  withFile(folder, (file) => file.exec(`update work_order set state = 'closed', closed_at = 1 where id = 1`));
  const laterThan = async (id: number) => {
    let found: number | null | undefined;
    await workOrders.change(id, (_order, { later }) => {
      found = later;
      return refused('WORK_ORDER_TRANSITION_REFUSED');
    });
    return found;
  };
  expect(await laterThan(1)).toBeNull();
  await alarms.commit([activation('CH-1.high', 2)]);
  expect(await laterThan(1)).toBe(2);
  await workOrders.insert(draft);
  expect([await laterThan(1), await laterThan(3)]).toEqual([2, null]);
});
