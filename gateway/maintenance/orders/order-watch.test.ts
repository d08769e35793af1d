import { expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { CODES, newOrder, ORDER_START, orderDesk } from '../../../tests/harness/order-bench.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import type { ChecklistItem } from '../../domain/work-order-content.ts';
import { openStore } from '../../store/open-store.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const text = { en: 'Pump stopped', zh: '水泵停机' };
const draft = { equipment: 'P-1', priority: 'P1', title: text, description: text } as const;
const done = { step: 'done', actor: 'wang', resolution: 'x', codes: CODES } as const;

async function setup(section: object = {}) {
  const clock = new ManualClock(ORDER_START);
  const store = await openStore({ folder: await tempFolder(), clock, logger: silentLogger });
  onTestFinished(() => store.close());
  const desk = orderDesk({ repository: store.workOrders, clock, equipment: { 'P-1': 'pump' }, section });
  /** So much later, with the look that is due then. */
  const later = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await desk.watch.tick();
  };
  return { clock, store, later, ...desk };
}

test('warns at half and four fifths of a limit, then says that it was passed; each once, also after a restart', async () => {
  const { store, clock, orders, later, told } = await setup();
  await orders.create(draft, 'li');
  await later(2 * MINUTE_MS);
  expect(told).toEqual([]);
  for (let minute = 3; minute <= 6; minute++) await later(MINUTE_MS);
  expect(told.map(({ code, key }) => [code, key])).toEqual([
    ['WORK_ORDER_DUE', 'wo:1:accept:50'],
    ['WORK_ORDER_DUE', 'wo:1:accept:80'],
    ['WORK_ORDER_LATE', 'wo:1:accept:100'],
  ]);
  const restarted = orderDesk({ repository: store.workOrders, clock, equipment: { 'P-1': 'pump' } });
  await restarted.watch.tick();
  expect(restarted.told).toEqual([]);
  expect(await orders.get(1)).toMatchObject({ sla: { isBreached: true } });
});

test('what was met in time is not told', async () => {
  const { orders, later, told } = await setup();
  await orders.create(draft, 'li');
  await orders.transition({ id: 1, step: 'start', actor: 'wang' });
  await later(20 * MINUTE_MS);
  expect(told).toEqual([]);
});

test('a passed limit is told to whom the site says', async () => {
  const { orders, later, told } = await setup({ breachTo: [{ channel: 'managers' }] });
  await orders.create(draft, 'li');
  await later(10 * MINUTE_MS);
  expect(told).toMatchObject([{ code: 'WORK_ORDER_LATE', to: [{ kind: 'channel', channel: 'managers' }] }]);
});

test('looked at by another and called back, an order closes by itself; without an answer after 72 hours', async () => {
  const { orders, later } = await setup();
  for (const id of [1, 2]) {
    await orders.create(draft, 'li');
    await orders.transition({ id, step: 'start', actor: 'wang' });
    await orders.transition({ ...done, id });
    await orders.transition({ id, step: 'verify', actor: 'chen' });
  }
  const answer = { isSolved: true, score: 5, comment: null, method: 'phone', person: null } as const;
  await orders.transition({ id: 1, step: 'call-back', actor: 'li', callBack: answer });
  await later(MINUTE_MS);
  expect((await orders.list({ state: 'all', limit: 9 })).map(({ state }) => state)).toEqual(['verified', 'closed']);
  await later(72 * HOUR_MS);
  expect(await orders.get(2)).toMatchObject({ state: 'closed', closedAt: expect.any(Number) });
  expect((await orders.get(2))?.log.at(-1)).toMatchObject({ actor: 'system', reason: 'not-called-back' });
});

test('a finding of a checklist and a wrong setting become orders of their own, once', async () => {
  const { orders, later, watch } = await setup();
  const item: ChecklistItem = {
    ...{ id: 'seal', kind: 'check', text, required: true, options: [], min: null, max: null, unit: '', tag: null },
    ...{ tolerance: null, condition: null, onFail: 'order' },
  };
  await orders.create({ ...draft, kind: 'preventive', checklist: [item] }, 'li');
  await orders.transition({ id: 1, step: 'start', actor: 'wang' });
  await orders.transition({
    id: 1,
    step: 'fill',
    actor: 'wang',
    answers: [{ item: 'seal', value: false, note: 'drips' }],
  });
  await orders.transition({ ...done, id: 1 });
  await later(MINUTE_MS);
  await watch.tick();
  const all = await orders.list({ state: 'all', limit: 9 });
  expect(all).toHaveLength(2);
  expect(all[0]).toMatchObject({
    kind: 'corrective',
    source: { kind: 'order', record: 1 },
    title: text,
    equipment: 'P-1',
  });
});

test('readings of a new order are taken when it appears', async () => {
  const clock = new ManualClock(ORDER_START);
  const store = await openStore({ folder: await tempFolder(), clock, logger: silentLogger });
  onTestFinished(() => store.close());
  const reading = { stage: 'before', tag: 'P-1.p', value: 3, unit: 'bar', at: ORDER_START, missing: null } as const;
  const { orders, watch } = orderDesk({
    ...{ repository: store.workOrders, clock, equipment: { 'P-1': 'pump' } },
    readings: { capture: () => [reading], live: () => null },
  });
  await watch.start();
  await orders.create(draft, 'li');
  await watch.stop();
  expect(await orders.get(1)).toMatchObject({ readings: [reading], log: [{ step: 'opened' }, { step: 'captured' }] });
});

test('a new order of an alarm goes to whoever has the duty, once; declined it waits for a dispatcher', async () => {
  const clock = new ManualClock(ORDER_START);
  const store = await openStore({ folder: await tempFolder(), clock, logger: silentLogger });
  onTestFinished(() => store.close());
  const { orders, watch } = orderDesk({
    ...{ repository: store.workOrders, clock, equipment: { 'P-1': 'pump' }, onDuty: { electrical: 'wang' } },
    section: { assignTo: { P2: 'electrical' } },
  });
  await store.workOrders.insert(newOrder({ equipment: 'P-1', alarmId: 'P-1.stop~1' }));
  await orders.create({ ...draft, priority: 'P2' }, 'li');
  await watch.tick();
  expect(await orders.get(1)).toMatchObject({ state: 'assigned', assignee: 'wang' });
  expect(await orders.get(2)).toMatchObject({ state: 'open' });
  await orders.transition({ id: 1, step: 'decline', actor: 'wang', note: 'at the other tower' });
  await watch.tick();
  expect(await orders.get(1)).toMatchObject({ state: 'open', assignee: null, declines: 1 });
});
