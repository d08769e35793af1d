import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { ORDER_START, orderDesk } from '../../../tests/harness/order-bench.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import type { KeptCommand } from '../../ports/offline-desk.ts';
import { openStore } from '../../store/open-store.ts';
import { createOfflineDesk } from './offline-desk.ts';

const text = { en: 'Pump stopped', zh: '水泵停机' };
const WANG = { username: 'wang', role: 'technician' } as const;
const CHEN = { username: 'chen', role: 'engineer' } as const;
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const command = (n: number, step: KeptCommand['step'], more: Partial<KeptCommand> = {}): KeptCommand => ({
  ...{ id: uuid(n), order: 1, step, deviceAt: ORDER_START - 1_000 + n, ...more },
});

async function setup() {
  const clock = new ManualClock(ORDER_START);
  const store = await openStore({ folder: await tempFolder(), clock, logger: silentLogger });
  onTestFinished(() => store.close());
  const { orders } = orderDesk({ repository: store.workOrders, clock, equipment: { 'P-1': 'pump' } });
  const open = () => orders.create({ equipment: 'P-1', priority: 'P3', title: text, description: text }, 'li');
  await open();
  const desk = createOfflineDesk({ commands: store.workOrders.offline, orders, clock });
  return { clock, store, orders, desk, open };
}

test('steps of a phone count when they come; its own time stays beside them', async () => {
  const { desk, orders } = await setup();
  const results = await desk.submit([command(1, 'accept'), command(2, 'start')], WANG);
  expect(results.map(({ state }) => state)).toEqual(['applied', 'applied']);
  expect((await orders.get(1))?.log.slice(1)).toMatchObject([
    { step: 'accept', at: ORDER_START, deviceAt: ORDER_START - 999, via: 'phone', actor: 'wang' },
    { step: 'start', deviceAt: ORDER_START - 998 },
  ]);
});

test('sent again it is the same, also when the gateway stopped between taking it and saying so', async () => {
  const { desk, orders, store } = await setup();
  await desk.submit([command(1, 'accept')], WANG);
  expect(await desk.submit([command(1, 'accept')], WANG)).toMatchObject([{ state: 'applied', isRepeat: true }]);
  const { code, detail, decidedBy, decidedAt, note } = (await store.workOrders.offline.get(uuid(1)))!;
  await store.workOrders.offline.settle(uuid(1), { state: 'received', code, detail, decidedBy, decidedAt, note });
  expect(await desk.submit([command(1, 'accept')], WANG)).toMatchObject([{ state: 'applied', isRepeat: true }]);
  expect(await orders.get(1)).toMatchObject({ version: 2 });
});

test('what the order cannot take waits for a person, who tries it again or puts it aside', async () => {
  const { desk, orders } = await setup();
  await orders.transition({ id: 1, step: 'assign', actor: 'li', assignee: 'zhao' });
  const sent = [command(1, 'start'), command(2, 'close'), command(3, 'comment', { note: 'seal is worn' })];
  expect(await desk.submit(sent, WANG)).toMatchObject([
    { state: 'waiting', code: 'WORK_ORDER_NOT_YOURS' },
    { state: 'waiting', code: 'AUTH_FORBIDDEN' },
    { state: 'applied' },
  ]);
  const waiting = await desk.list({ state: 'waiting', limit: 9 });
  expect(waiting.map(({ step }) => step).sort()).toEqual(['close', 'start']);
  expect(await desk.decide(uuid(2), { decision: 'dismiss', note: 'not his to close' }, CHEN)).toMatchObject({
    value: { state: 'dismissed', decidedBy: 'chen', note: 'not his to close' },
  });
  expect(await desk.decide(uuid(2), { decision: 'apply', note: 'x' }, CHEN)).toMatchObject({ ok: false });
  await orders.transition({ id: 1, step: 'assign', actor: 'li', assignee: 'wang' });
  expect(await desk.decide(uuid(1), { decision: 'apply', note: 'he was there' }, CHEN)).toMatchObject({ ok: true });
  expect(await orders.get(1)).toMatchObject({ state: 'in-progress', assignee: 'wang' });
  expect(await desk.list({ state: 'waiting', limit: 9 })).toEqual([]);
});

test('however often and in whatever pieces a batch is sent, each command has its effect once and none is lost', async () => {
  const { desk, orders, store, open } = await setup();
  let order = 1;
  let n = 100;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom<KeptCommand['step']>('accept', 'start', 'comment', 'resume', 'decline'), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 4 }),
      async (steps, resends) => {
        await open();
        order += 1;
        const sent = steps.map((step) => command(n++, step, { order, note: 'x' }));
        const first = await desk.submit(sent, WANG);
        const before = await orders.get(order);
        for (const [from, to] of resends)
          await desk.submit(sent.slice(Math.min(from, to), Math.max(from, to) + 1), WANG);
        expect(await orders.get(order)).toEqual(before);
        const states = await Promise.all(sent.map(({ id }) => store.workOrders.offline.get(id)));
        expect(states.map((one) => one?.state)).toEqual(first.map(({ state }) => state));
        expect(before!.log.length - 1).toBe(first.filter(({ state }) => state === 'applied').length);
      },
    ),
    { numRuns: 40 },
  );
});
