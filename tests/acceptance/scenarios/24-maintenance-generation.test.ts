import { expect, onTestFinished, test } from 'vitest';
import { dayOfText } from '../../../gateway/domain/duty/calendar-days.ts';
import type { MaintenancePlans } from '../../../gateway/domain/duty/maintenance/maintenance-plan.ts';
import { MAINTENANCE_TASK } from '../../../gateway/domain/duty/maintenance/maintenance-task.ts';
import type { EquipmentClass } from '../../../gateway/domain/equipment.ts';
import { createMaintenanceRuntime } from '../../../gateway/maintenance/plans/maintenance-runtime.ts';
import {
  CounterHistory,
  level,
  liftPlan,
  plansOf,
  pumpPlan,
} from '../../../gateway/maintenance/plans/plans.fixtures.ts';
import type { MaintenanceTold } from '../../../gateway/maintenance/plans/told.ts';
import type { RecordCaller } from '../../../gateway/ports/maintenance-service.ts';
import { openStore } from '../../../gateway/store/open-store.ts';
import { ManualClock } from '../../harness/manual-clock.ts';
import { orderDesk } from '../../harness/order-bench.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Day 0: nine in the morning in Shanghai. */
const START = Date.UTC(2026, 0, 5, 1);
const DAY_0 = dayOfText('2026-01-05');
const EQUIPMENT: Readonly<Record<string, EquipmentClass>> = { L01: 'lift', P1: 'pump' };

const by = (username: string): RecordCaller => ({
  ...{ username, via: 'screen', deviceAt: null, expectedVersion: undefined },
});

/** Maintenance with its orders over files; whoever starts it again finds what was there. */
async function department(plans: MaintenancePlans) {
  const folder = await tempFolder();
  const clock = new ManualClock(START);
  const history = new CounterHistory();
  const told: MaintenanceTold[] = [];

  async function life() {
    const store = await openStore({ folder, clock, logger: silentLogger });
    const { orders } = orderDesk({ repository: store.workOrders, clock, equipment: EQUIPMENT });
    const runtime = createMaintenanceRuntime({
      ...{ plans, timeZone: 'Asia/Shanghai', book: store.records, orders, history, clock, logger: silentLogger },
      ...{ readings: () => [], tell: (message: MaintenanceTold) => void told.push(message) },
    });
    await runtime.start();
    const tasks = async () => {
      const all = await store.records.of(MAINTENANCE_TASK).list({ limit: 100 });
      return all.filter(({ body }) => body.because !== 'taken-over').reverse();
    };
    return {
      ...{ runtime, orders, tasks },
      /** Day of its turn, counted from day 0, and how it stands. */
      short: async () => (await tasks()).map(({ state, body }) => [dayOfText(body.slot) - DAY_0, state]),
      orderList: () => orders.list({ state: 'all', limit: 100 }),
      end: async () => {
        await runtime.stop();
        await store.close();
      },
    };
  }

  let present = await life();
  onTestFinished(() => present.end());
  return {
    ...{ clock, history, told },
    now: () => present,
    /** The process ends and another one begins, so many days later. */
    async restart(days = 0): Promise<void> {
      await present.end();
      clock.advance(days * DAY);
      present = await life();
    },
    /** Everything that is due at the end of that day of the story is done. */
    async untilDay(day: number): Promise<void> {
      clock.advance(START + day * DAY - clock.nowMs());
      await present.runtime.tick();
    },
    /** Two people do it, a third accepts it. */
    async carryOut(id: number): Promise<void> {
      const { service } = present.runtime;
      const items = (await service.task(id))!.record.body.items;
      const answer = { result: 'ok', value: null, note: null, file: null, reason: null } as const;
      const sayings = items.map((item) => ({ ...answer, item: item.id }));
      expect(await service.fill(id, sayings, by('li'))).toMatchObject({ ok: true });
      expect(await service.sign(id, by('li'))).toMatchObject({ ok: true });
      const second = await service.sign(id, by('wang'));
      expect(second).toMatchObject({ ok: true });
      expect(await service.accept(id, null, by('chen'))).toMatchObject({ ok: true });
    },
  };
}

const lift = liftPlan({ levels: [level('half-month', { days: 15 })] });
const liftDoneOnDay0 = { ...plansOf(lift), former: [{ plan: lift.id, level: 'half-month', day: DAY_0, hours: null }] };

test('24. PM generation: a lift every fifteen days has one order, over restarts, and is counted from when it was done', async () => {
  const { now, untilDay, restart, carryOut } = await department(liftDoneOnDay0);
  await untilDay(11);
  expect(await now().orderList()).toEqual([]);
  await untilDay(12);
  expect(await now().short()).toEqual([[15, 'open']]);
  const key = 'pm:L01/lift:2026-01-20';
  expect(await now().orderList()).toMatchObject([
    { id: 1, key, kind: 'preventive', isStatutory: true, equipment: 'L01' },
  ]);
  // Three times over, and once more after another start: there is one.
  for (let turn = 0; turn < 3; turn++) await now().runtime.tick();
  await restart();
  await now().runtime.tick();
  expect(await now().orderList()).toHaveLength(1);
  expect(
    await now().orders.transition({ id: 1, step: 'cancel', actor: 'li', role: 'supervisor', note: 'no time' }),
  ).toMatchObject({
    code: 'WORK_ORDER_TRANSITION_REFUSED',
  });

  await untilDay(14);
  await carryOut((await now().tasks())[0]!.id);
  expect(await now().orders.get(1)).toMatchObject({ state: 'done' });
  const [standing] = await now().runtime.service.plans();
  expect(standing?.next).toMatchObject({ slot: '2026-02-03' });
  expect(dayOfText('2026-02-03') - DAY_0).toBe(29);
});

test('24. PM generation: after a month without a gateway the newest turn has an order, each before it is a non-conformity', async () => {
  const { now, untilDay, restart, carryOut, told } = await department(liftDoneOnDay0);
  await untilDay(14);
  await carryOut((await now().tasks())[0]!.id);
  await untilDay(20);
  await restart(30);
  expect(await now().short()).toEqual([
    [15, 'done'],
    [29, 'missed'],
    [44, 'open'],
  ]);
  const [, missed, open] = await now().tasks();
  expect(missed!.body).toMatchObject({
    statutory: { text: expect.anything() },
    order: null,
    answers: [],
    signatures: [],
  });
  expect(missed!.body.reason).not.toBeNull();
  const { events } = (await now().runtime.service.task(missed!.id))!;
  expect(events.map(({ type, actor }) => [type, actor])).toEqual([['missed', 'system']]);
  expect(open!.body.overdueSince).not.toBeNull();
  expect((await now().orderList()).map(({ key }) => key)).toEqual(['pm:L01/lift:2026-02-18', 'pm:L01/lift:2026-01-20']);
  expect(told.map((one) => one.key.split(' ')[0])).toEqual(expect.arrayContaining(['passed', 'overdue']));
  await restart();
  expect(await now().orderList()).toHaveLength(2);
});

test('24. PM generation: a pump every 500 h has one order whatever is read after, and none from a meter that was exchanged', async () => {
  const pump = pumpPlan({ levels: [level('service', { hours: 500 })] });
  const lastDoneAt1500 = {
    ...plansOf(pump),
    former: [{ plan: pump.id, level: 'service', day: DAY_0 - 49, hours: 1500 }],
  };
  const reach = async (after: readonly number[]) => {
    const house = await department(lastDoneAt1500);
    house.history.read.push([START - 1000, 1990]);
    await house.now().runtime.tick();
    expect(await house.now().orderList()).toEqual([]);
    for (const [day, hours] of after.entries()) {
      house.history.read.push([house.clock.nowMs() + DAY - 1000, hours]);
      await house.untilDay(day + 1);
    }
    return house;
  };
  const reached = await reach([2010, ...Array.from({ length: 20 }, (_, n) => 2012 + n)]);
  expect((await reached.now().orderList()).map(({ key }) => key)).toEqual(['pm:P1/pump:m2000']);

  const exchanged = await reach([1998, 3]);
  expect(await exchanged.now().orderList()).toEqual([]);
  expect((await exchanged.now().runtime.service.plans())[0]).toMatchObject({
    rebase: { because: 'fell', from: 1998, to: 3 },
  });
  expect(exchanged.told.some(({ key }) => key.startsWith('rebase'))).toBe(true);
});

test('24. PM generation: the yearly turn on the same day takes the half-monthly one with it', async () => {
  const plan = liftPlan({ levels: [level('half-month', { days: 15 }), level('year', { months: 12 })] });
  const former = [
    { plan: plan.id, level: 'half-month', day: DAY_0, hours: null },
    { plan: plan.id, level: 'year', day: dayOfText('2025-01-20'), hours: null },
  ];
  const { now, untilDay, carryOut } = await department({ ...plansOf(plan), former });
  await untilDay(12);
  const [task, ...others] = await now().tasks();
  expect(others).toEqual([]);
  expect(task!.body).toMatchObject({ level: 'year', slot: '2026-01-20' });
  expect(task!.body.items.map((one) => one.level)).toEqual(['half-month', 'year']);
  expect(await now().orderList()).toHaveLength(1);
  await untilDay(15);
  await carryOut(task!.id);
  expect((await now().runtime.service.plans())[0]?.next).toMatchObject({ slot: '2026-02-04' });
  await untilDay(20);
  expect(await now().orderList()).toHaveLength(1);
});
