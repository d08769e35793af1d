import { expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../tests/harness/temp-folder.ts';
import type { WorkOrder } from '../domain/work-order.ts';
import { openStore } from '../store/open-store.ts';
import { createWorkOrders } from './work-orders.ts';

const draft = {
  equipment: 'CH-1',
  priority: 'P3',
  title: { en: 'Oil', zh: '油' },
  description: { en: 'Top up', zh: '加油' },
} as const;

async function setup() {
  const clock = new ManualClock();
  const store = await openStore({ folder: await tempFolder(), clock, logger: silentLogger });
  onTestFinished(() => store.close());
  return { clock, orders: createWorkOrders({ repository: store.workOrders, clock, equipment: new Set(['CH-1']) }) };
}

test('a person opens an order and somebody does it; everybody hears of every step', async () => {
  const { clock, orders } = await setup();
  const told: WorkOrder[] = [];
  orders.onChange((order) => told.push(order));
  expect(await orders.create(draft, 'li')).toMatchObject({
    ok: true,
    value: { id: 1, openedBy: 'li', openedAt: clock.nowMs() },
  });
  clock.advance(60_000);
  await orders.transition({ id: 1, step: 'assign', actor: 'li', assignee: 'wang' });
  await orders.transition({ id: 1, step: 'start', actor: 'wang' });
  clock.advance(60_000);
  await orders.transition({ id: 1, step: 'done', actor: 'wang', resolution: 'topped up' });
  expect(told.map((order) => order.state)).toEqual(['open', 'assigned', 'in-progress', 'done']);
  expect(await orders.get(1)).toMatchObject({
    resolution: 'topped up',
    doneAt: clock.nowMs(),
    steps: ['close', 'reopen', 'comment'],
  });
  expect(await orders.list({ state: 'open', assignee: 'wang', limit: 9 })).toHaveLength(1);
});

test('a step that is not possible is refused with what is', async () => {
  const { orders } = await setup();
  await orders.create(draft, 'li');
  expect(await orders.transition({ id: 1, step: 'close', actor: 'li' })).toEqual({
    ...{ ok: false, code: 'WORK_ORDER_TRANSITION_REFUSED', detail: 'from "open" only: assign, start, cancel, comment' },
  });
  expect(await orders.transition({ id: 9, step: 'close', actor: 'li' })).toMatchObject({
    code: 'WORK_ORDER_NOT_FOUND',
  });
});

test('an order is about equipment of the site', async () => {
  const { orders } = await setup();
  expect(await orders.create({ ...draft, equipment: 'CH-9' }, 'li')).toMatchObject({ code: 'EQUIPMENT_NOT_FOUND' });
});
