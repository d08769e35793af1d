import { expect, it } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import { dayOfText } from '../../domain/duty/calendar-days.ts';
import { MAINTENANCE_TASK } from '../../domain/duty/maintenance/maintenance-task.ts';
import { openStore } from '../../store/open-store.ts';
import { createMaintenanceRuntime } from './maintenance-runtime.ts';
import { CounterHistory, KeyedOrders, level, liftPlan, plansOf } from './plans.fixtures.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5, 1);
const plan = liftPlan({ levels: [level('half-month', { days: 15 })] });
const plans = {
  ...plansOf(plan),
  former: [{ plan: plan.id, level: 'half-month', day: dayOfText('2026-01-05'), hours: null }],
};

it('what the database keeps is enough: off for a month, one task, each turn before it a non-conformity', async () => {
  const folder = await tempFolder();
  const clock = new ManualClock(START);
  const orders = new KeyedOrders();
  /** Each time another process over the same files. */
  const life = async (work: (tasks: readonly string[]) => void): Promise<void> => {
    const store = await openStore({ folder, clock, logger: silentLogger });
    const runtime = createMaintenanceRuntime({
      ...{ plans, timeZone: 'Asia/Shanghai', book: store.records, orders, history: new CounterHistory(), clock },
      ...{ logger: silentLogger, readings: () => [], tell: () => undefined },
    });
    await runtime.start();
    await runtime.tick();
    const all = await store.records.of(MAINTENANCE_TASK).list({ limit: 100 });
    work(all.filter(({ body }) => body.because !== 'taken-over').map(({ state, body }) => `${body.slot} ${state}`));
    await runtime.stop();
    await store.close();
  };
  await life((tasks) => expect(tasks).toEqual([]));
  clock.advance(50 * DAY);
  const expected = ['2026-02-19 open', '2026-02-04 missed', '2026-01-20 missed'];
  await life((tasks) => expect(tasks).toEqual(expected));
  await life((tasks) => expect(tasks).toEqual(expected));
  expect(orders.drafts).toHaveLength(1);
});
