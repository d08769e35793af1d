import { describe, expect, it } from 'vitest';
import { ManualClock, settle } from '../../../tests/harness/manual-clock.ts';
import { MemoryRecordBook } from '../../../tests/harness/memory-record-book.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { dayOfText } from '../../domain/duty/calendar-days.ts';
import type { MaintenancePlans } from '../../domain/duty/maintenance/maintenance-plan.ts';
import { MAINTENANCE_TASK, type MaintenanceTask } from '../../domain/duty/maintenance/maintenance-task.ts';
import type { RecordCaller } from '../../ports/maintenance-service.ts';
import { createMaintenanceRuntime } from './maintenance-runtime.ts';
import { CounterHistory, KeyedOrders, level, liftPlan, plansOf, pumpPlan } from './plans.fixtures.ts';
import type { MaintenanceTold } from './told.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5, 1);
const TODAY = dayOfText('2026-01-05');

const by = (username: string): RecordCaller => ({
  username,
  via: 'screen',
  deviceAt: null,
  expectedVersion: undefined,
});

/** A gateway that can be stopped and started over what it has written down. */
function bench(plans: MaintenancePlans) {
  const clock = new ManualClock(START);
  const book = new MemoryRecordBook();
  const orders = new KeyedOrders();
  const history = new CounterHistory();
  const told: MaintenanceTold[] = [];
  const make = () =>
    createMaintenanceRuntime({
      ...{ plans, timeZone: 'Asia/Shanghai', book, orders, history, clock, logger: silentLogger },
      readings: (equipment) => equipment.map((id) => ({ tag: `${id}.p`, unit: 'kW', value: 5 })),
      tell: (message) => told.some(({ key }) => key === message.key) || told.push(message),
    });
  const tasks = async (): Promise<readonly { slot: string; state: string; body: MaintenanceTask; id: number }[]> => {
    const all = await book.of(MAINTENANCE_TASK).list({ limit: 1000 });
    return all
      .filter(({ body }) => body.because !== 'taken-over')
      .map(({ id, state, body }) => ({ id, state, slot: body.slot, body }))
      .reverse();
  };
  /** Time goes by; everything that is due at its end is done. */
  const pass = async (ms: number, runtime: ReturnType<typeof make>) => {
    clock.advance(ms);
    await settle();
    await runtime.tick();
  };
  return { clock, book, orders, history, told, make, tasks, pass };
}

const short = (tasks: readonly { slot: string; state: string }[]) => tasks.map(({ slot, state }) => `${slot} ${state}`);

async function carryOut(
  service: ReturnType<ReturnType<typeof bench>['make']>['service'],
  task: { id: number; body: MaintenanceTask },
) {
  const answers = task.body.items.map(({ id }) => ({
    item: id,
    result: 'ok' as const,
    value: null,
    note: null,
    file: null,
    reason: null,
  }));
  for (const outcome of [
    await service.fill(task.id, answers, by('li')),
    await service.sign(task.id, by('li')),
    await service.sign(task.id, by('wang')),
    await service.accept(task.id, null, by('chen')),
  ]) {
    if (!outcome.ok && outcome.detail !== 'you have signed already') throw new Error(outcome.detail);
  }
}

const lift = liftPlan({ levels: [level('half-month', { days: 15 })] });
const lastDoneToday = { ...plansOf(lift), former: [{ plan: lift.id, level: 'half-month', day: TODAY, hours: null }] };

describe('a lift that was done today', () => {
  it('has one task on day 12, due on day 15, however often the gateway is started', async () => {
    const { clock, pass, make, tasks, orders } = bench(lastDoneToday);
    const first = make();
    await first.start();
    await pass(11 * DAY, first);
    expect(await tasks()).toEqual([]);
    await pass(DAY, first);
    await first.stop();
    for (let n = 0; n < 3; n += 1) {
      const again = make();
      await again.start();
      await again.tick();
      await again.stop();
    }
    expect(short(await tasks())).toEqual(['2026-01-20 open']);
    expect(orders.drafts).toHaveLength(1);
    expect(orders.drafts[0]).toMatchObject({ kind: 'preventive', isStatutory: true, key: 'pm:L01/lift:2026-01-20' });
    expect(clock.pending).toBe(0);
  });

  it('is due fifteen days after it was done, and says what was missed while nothing ran', async () => {
    const { clock, pass, make, tasks, orders, told } = bench(lastDoneToday);
    const first = make();
    await first.start();
    await pass(14 * DAY, first);
    await carryOut(first.service, (await tasks())[0]!);
    await pass(6 * DAY, first);
    await first.stop();
    clock.advance(30 * DAY);
    const second = make();
    await second.start();
    expect(short(await tasks())).toEqual(['2026-01-20 done', '2026-02-03 missed', '2026-02-18 open']);
    expect(orders.drafts.map(({ key }) => key)).toEqual(['pm:L01/lift:2026-01-20', 'pm:L01/lift:2026-02-18']);
    expect((await tasks())[2]!.body.overdueSince).not.toBeNull();
    expect(told.map(({ key }) => key.split(' ')[0])).toEqual(expect.arrayContaining(['passed', 'overdue']));
    await second.tick();
    expect(await tasks()).toHaveLength(3);
    await second.stop();
  });

  it('does not count as done without a record that another has accepted', async () => {
    const { pass, make, tasks } = bench(lastDoneToday);
    const runtime = make();
    await runtime.start();
    await pass(13 * DAY, runtime);
    const [task] = await tasks();
    const { service } = runtime;
    expect(await service.accept(task!.id, null, by('chen'))).toMatchObject({ ok: false, code: 'RECORD_STEP_REFUSED' });
    expect(await service.cancel(task!.id, 'no time', by('chen'))).toMatchObject({ ok: false });
    await carryOut(service, task!);
    const [done] = await tasks();
    expect(done).toMatchObject({ state: 'done', body: { doneOn: '2026-01-18', isLate: false } });
    expect(done!.body.readings).toEqual([{ tag: 'L01.p', unit: 'kW', before: 5, after: 5 }]);
    await runtime.stop();
  });
});

it('a fault that was found becomes one order, and is linked', async () => {
  const { pass, make, tasks, orders } = bench(lastDoneToday);
  const runtime = make();
  await runtime.start();
  await pass(13 * DAY, runtime);
  const [task] = await tasks();
  const fault = {
    item: 'half-month-1',
    result: 'fault' as const,
    value: null,
    note: 'rope greasy',
    file: null,
    reason: null,
  };
  const outcome = await runtime.service.fill(task!.id, [fault], by('li'));
  expect(outcome).toMatchObject({ ok: true, value: { body: { answers: [{ order: 2 }] } } });
  expect(orders.drafts[1]).toMatchObject({ kind: 'corrective', key: 'pm:L01/lift:2026-01-20:half-month-1' });
  await runtime.stop();
});

describe('a pump by running hours, last done at 1500 h', () => {
  const pump = pumpPlan();
  const plans = { ...plansOf(pump), former: [{ plan: pump.id, level: 'service', day: TODAY - 49, hours: 1500 }] };

  async function run() {
    const rig = bench(plans);
    rig.history.read.push([START - DAY, 1980], [START - 1000, 1990]);
    const runtime = rig.make();
    await runtime.start();
    return { ...rig, runtime };
  }

  it('has one task when 2000 h are reached, whatever is read after', async () => {
    const { clock, pass, history, tasks, runtime, told } = await run();
    expect(await tasks()).toEqual([]);
    expect(told[0]).toMatchObject({ key: expect.stringContaining('hours P1/pump'), priority: 'P4' });
    for (let n = 1; n <= 20; n += 1) {
      history.read.push([clock.nowMs() + DAY - 1000, 2000 + 10 * n]);
      await pass(DAY, runtime);
    }
    expect((await tasks()).map(({ body }) => [body.because, body.threshold])).toEqual([['hours', 2000]]);
    await runtime.stop();
  });

  it('asks what the counter stands at when it fell, and goes on from there', async () => {
    const { clock, pass, history, tasks, runtime, told } = await run();
    history.read.push([clock.nowMs() + 1000, 3]);
    await pass(2 * 3_600_000, runtime);
    expect(await tasks()).toEqual([]);
    expect((await runtime.service.plans())[0]).toMatchObject({ rebase: { because: 'fell', from: 1990, to: 3 } });
    expect(told.some(({ key }) => key.startsWith('rebase'))).toBe(true);
    await runtime.service.rebase(pump.id, 3, 'counter exchanged', by('chen'));
    await pass(DAY, runtime);
    history.read.push([clock.nowMs(), 12]);
    await pass(2 * 3_600_000, runtime);
    expect((await runtime.service.plans())[0]).toMatchObject({ rebase: null });
    history.read.push([clock.nowMs() + 1000, 14]);
    await pass(2 * 3_600_000, runtime);
    expect((await tasks()).map(({ body }) => body.because)).toEqual(['hours']);
    await runtime.stop();
  });
});

describe('the plan of a year', () => {
  it('is made a month before it is due, and told of when nobody has approved it', async () => {
    const { clock, pass, make, told } = bench(lastDoneToday);
    clock.advance((dayOfText('2026-11-20') - TODAY) * DAY);
    const runtime = make();
    await runtime.start();
    const [year] = await runtime.service.years(['open'], 10);
    expect(year).toMatchObject({ body: { period: '2027', scope: 'year' } });
    expect(year!.body.lines.length).toBeGreaterThanOrEqual(24);
    const { id, body } = year!;
    const line = body.lines[0]!;
    expect(await runtime.service.moveLine(id, line.key, '2027-12-31', 'holiday', by('li'))).toMatchObject({
      ok: false,
    });
    expect(await runtime.service.submitYear(id, by('li'))).toMatchObject({ ok: true });
    expect(await runtime.service.approveYear(id, null, by('li'))).toMatchObject({ ok: false });
    await pass(30 * DAY, runtime);
    expect(told.filter(({ key }) => key === `plan ${id}`)).toHaveLength(1);
    expect(await runtime.service.approveYear(id, null, by('chen'))).toMatchObject({
      ok: true,
      value: { state: 'done' },
    });
    await runtime.stop();
  });
});
