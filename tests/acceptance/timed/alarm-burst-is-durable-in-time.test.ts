import { expect, onTestFinished, test } from 'vitest';
import type { Alarm } from '../../../gateway/domain/alarm.ts';
import { systemClock } from '../../../gateway/observability/system-clock.ts';
import { highLimit, openAlarmDesk } from '../../harness/alarm-desk.ts';
import { eventually } from '../../harness/eventually.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

const ALARMS = 1_000;

test('1,000 activations in 5 s: all durable within 10 s, none lost, an order each', async () => {
  const conditions = Array.from({ length: ALARMS }, (_one, point) => highLimit(point));
  const desk = await openAlarmDesk({ folder: await tempFolder(), clock: systemClock, conditions });
  onTestFinished(() => desk.close());
  const fedAt = new Map<string, number>();
  const delaysMs: number[] = [];
  desk.engine.service.onChange((alarm: Alarm) => delaysMs.push(performance.now() - fedAt.get(alarm.conditionId)!));

  const startMs = performance.now();
  let point = 0;
  const timer = systemClock.every(50, () => {
    for (let i = 0; i < ALARMS / 100 && point < ALARMS; i++, point++) {
      fedAt.set(conditions[point]!.id, performance.now());
      desk.feed(point, 85);
    }
  });
  onTestFinished(() => timer.cancel());
  await eventually(async () => (delaysMs.length === ALARMS ? true : undefined), 30_000, 'all alarms durable');
  const tookMs = performance.now() - startMs;
  delaysMs.sort((a, b) => a - b);
  console.log(
    `1,000 alarms in ${Math.round(tookMs)} ms; durable p50 ${Math.round(delaysMs[500]!)} ms, p99 ${Math.round(delaysMs[990]!)} ms`,
  );

  expect(tookMs).toBeLessThan(10_000);
  const orders = await desk.store.workOrders.list({ state: 'open', limit: 2 * ALARMS });
  expect(new Set(orders.map((order) => order.alarmId)).size).toBe(ALARMS);
  expect(orders).toHaveLength(ALARMS);
  expect(await desk.store.alarms.list({ state: 'open', limit: 2 * ALARMS })).toHaveLength(ALARMS);
});
