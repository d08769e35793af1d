import { expect, it, onTestFinished } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { orderDesk } from '../../../tests/harness/order-bench.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import type { RecordCaller } from '../../ports/maintenance-service.ts';
import { openStore } from '../../store/open-store.ts';
import { createMaintenanceRuntime } from './maintenance-runtime.ts';
import { CounterHistory, level, liftPlan, plansOf } from './plans.fixtures.ts';

const by = (username: string): RecordCaller => ({
  username,
  via: 'screen',
  deviceAt: null,
  expectedVersion: undefined,
});

it('an accepted record takes its own order to done, and a fault of it stays as an order of its own', async () => {
  const clock = new ManualClock();
  const store = await openStore({ folder: await tempFolder(), clock, logger: silentLogger });
  onTestFinished(() => store.close());
  const readings = { capture: () => [], live: () => null };
  const { orders } = orderDesk({
    repository: store.workOrders,
    clock,
    equipment: { L01: 'lift' },
    readings,
    section: {},
  });
  const plan = liftPlan({ levels: [level('half-month', { days: 15 })], people: 1 });
  const runtime = createMaintenanceRuntime({
    ...{ plans: plansOf(plan), timeZone: 'Asia/Shanghai', book: store.records, orders, history: new CounterHistory() },
    ...{ clock, logger: silentLogger, readings: () => [], tell: () => undefined },
  });
  await runtime.tick();
  clock.advance(13 * 86_400_000);
  await runtime.tick();
  const [task] = await runtime.service.tasks({ states: ['open'], limit: 1 });
  const order = await orders.get(task!.body.order!);
  expect(order).toMatchObject({
    kind: 'preventive',
    isStatutory: true,
    source: { kind: 'maintenance-task', record: task!.id },
  });
  const fault = {
    item: 'half-month-1',
    result: 'fault' as const,
    value: null,
    note: 'rope greasy',
    file: null,
    reason: null,
  };
  await runtime.service.fill(task!.id, [fault], by('li'));
  await runtime.service.sign(task!.id, by('li'));
  expect(await runtime.service.accept(task!.id, null, by('chen'))).toMatchObject({
    ok: true,
    value: { state: 'done' },
  });
  const after = await orders.list({ state: 'all', limit: 10 });
  expect(after.map(({ kind, state }) => [kind, ['done', 'verified', 'closed'].includes(state)])).toEqual([
    ['corrective', false],
    ['preventive', true],
  ]);
});
