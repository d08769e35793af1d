import { expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { CODES, orderDesk } from '../../../tests/harness/order-bench.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import type { WorkOrder } from '../../domain/work-order.ts';
import type { ChecklistItem, OrderReading } from '../../domain/work-order-content.ts';
import { openStore } from '../../store/open-store.ts';
import type { OrderReadings } from './order-readings.ts';

const HOUR_MS = 3_600_000;
const draft = {
  equipment: 'CH-1',
  priority: 'P3',
  title: { en: 'Oil', zh: '油' },
  description: { en: 'Top up', zh: '加油' },
} as const;

/** Says the same at every moment. */
const readings: OrderReadings = {
  capture: (equipment, stage): OrderReading[] =>
    equipment === null ? [] : [{ stage, tag: `${equipment}.p`, value: 7, unit: 'kPa', at: 1, missing: null }],
  live: (tag) => (tag === 'CH-1.oil' ? 2 : null),
};

async function setup(section: object = {}) {
  const clock = new ManualClock();
  const store = await openStore({ folder: await tempFolder(), clock, logger: silentLogger });
  onTestFinished(() => store.close());
  const equipment = { 'CH-1': 'chiller', L1: 'lift' } as const;
  const desk = orderDesk({ repository: store.workOrders, clock, equipment, readings, section });
  return { clock, store, ...desk };
}

test('a person opens an order and somebody does it; everybody hears of every step', async () => {
  const { clock, orders } = await setup();
  const told: WorkOrder[] = [];
  orders.onChange((order) => told.push(order));
  expect(await orders.create(draft, 'li')).toMatchObject({
    ok: true,
    value: { id: 1, openedBy: 'li', openedAt: clock.nowMs(), sla: { isBreached: false } },
  });
  clock.advance(60_000);
  await orders.transition({ id: 1, step: 'assign', actor: 'li', role: 'operator', assignee: 'wang' });
  await orders.transition({ id: 1, step: 'start', actor: 'wang', role: 'technician' });
  clock.advance(60_000);
  const done = {
    id: 1,
    step: 'done',
    actor: 'wang',
    role: 'technician',
    resolution: 'topped up',
    codes: CODES,
  } as const;
  expect(await orders.transition(done)).toMatchObject({ ok: true });
  expect(told.map((order) => order.state)).toEqual(['open', 'assigned', 'in-progress', 'done']);
  const stored = await orders.get(1);
  expect(stored).toMatchObject({ resolution: 'topped up', doneAt: clock.nowMs() });
  expect(stored?.readings.map(({ stage, value }) => [stage, value])).toEqual([
    ['before', 7],
    ['after', 7],
  ]);
  expect(await orders.list({ state: 'open', assignee: 'wang', limit: 9 })).toHaveLength(1);
});

test('a step that is not possible is refused with what is', async () => {
  const { orders } = await setup();
  await orders.create(draft, 'li');
  expect(await orders.transition({ id: 1, step: 'close', actor: 'li' })).toMatchObject({
    ...{ ok: false, code: 'WORK_ORDER_TRANSITION_REFUSED' },
  });
  expect(await orders.transition({ id: 9, step: 'close', actor: 'li' })).toMatchObject({
    code: 'WORK_ORDER_NOT_FOUND',
  });
});

test('who has seen an older version is told what it is now', async () => {
  const { orders } = await setup();
  await orders.create(draft, 'li');
  const accept = { id: 1, step: 'accept', expectedVersion: 1, role: 'technician' } as const;
  const both = await Promise.all([
    orders.transition({ ...accept, actor: 'wang' }),
    orders.transition({ ...accept, actor: 'zhao' }),
  ]);
  expect(both).toMatchObject([
    { ok: true },
    { ok: false, code: 'WORK_ORDER_CHANGED', detail: 'version 2, "accepted"' },
  ]);
});

test('an order is about equipment of the site or a place; a hazard has a deadline, statutory work a basis', async () => {
  const { orders } = await setup();
  const refusals = [
    [{ equipment: 'CH-9' }, 'EQUIPMENT_NOT_FOUND'],
    [{ equipment: null }, 'WORK_ORDER_INCOMPLETE'],
    [{ kind: 'hazard' }, 'WORK_ORDER_INCOMPLETE'],
    [{ isStatutory: true }, 'WORK_ORDER_INCOMPLETE'],
  ] as const;
  for (const [change, code] of refusals)
    expect(await orders.create({ ...draft, ...change }, 'li')).toMatchObject({ code });
  expect(await orders.create({ ...draft, equipment: null, place: '3F lobby' }, 'li')).toMatchObject({ ok: true });
});

test('codes are of the list of the machine’s class', async () => {
  const { orders } = await setup();
  await orders.create(draft, 'li');
  await orders.transition({ id: 1, step: 'start', actor: 'wang' });
  const done = (failure: string) =>
    orders.transition({ id: 1, step: 'done', actor: 'wang', resolution: 'x', codes: { ...CODES, failure } });
  expect(await done('entrapment')).toMatchObject({ code: 'WORK_ORDER_INCOMPLETE' });
  expect(await done('high-pressure')).toMatchObject({ ok: true });
});

test('the live value stands beside what is typed', async () => {
  const { orders } = await setup();
  const item: ChecklistItem = {
    ...{ id: 'oil', kind: 'number', text: draft.title, required: true, options: [], min: 1, max: 3, unit: 'bar' },
    ...{ tag: 'CH-1.oil', tolerance: 0.5, condition: null, onFail: null },
  };
  await orders.create({ ...draft, kind: 'preventive', checklist: [item] }, 'li');
  await orders.transition({ id: 1, step: 'start', actor: 'wang' });
  expect(await orders.transition({ id: 1, step: 'done', actor: 'wang' })).toMatchObject({
    code: 'WORK_ORDER_INCOMPLETE',
  });
  await orders.transition({ id: 1, step: 'fill', actor: 'wang', answers: [{ item: 'oil', value: 2.8 }] });
  expect(await orders.get(1)).toMatchObject({ answers: [{ value: 2.8, live: 2, isBad: false, isDoubtful: true }] });
  expect(await orders.transition({ id: 1, step: 'done', actor: 'wang' })).toMatchObject({ ok: true });
});

test('late: open and over a limit', async () => {
  const { clock, orders } = await setup();
  await orders.create({ ...draft, priority: 'P1' }, 'li');
  await orders.create({ ...draft, priority: 'P4' }, 'li');
  clock.advance(HOUR_MS);
  expect((await orders.list({ state: 'late', limit: 9 })).map(({ id }) => id)).toEqual([1]);
});
