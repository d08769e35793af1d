import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../gateway/observability/system-clock.ts';
import { highLimit, openAlarmDesk } from '../harness/alarm-desk.ts';
import { Child } from '../harness/child.ts';
import { tempFolder } from '../harness/temp-folder.ts';

test('what was answered as acknowledged is acknowledged after kill -9, with one work order', async () => {
  const folder = await tempFolder();
  const child = new Child(['tests/harness/alarm-process.ts', folder]);
  onTestFinished(() => void child.kill());
  await child.line(/^acknowledged$/);
  await child.kill('SIGKILL');

  const desk = await openAlarmDesk({ folder, clock: systemClock, conditions: [highLimit(0)] });
  onTestFinished(() => desk.close());
  expect(desk.engine.service.open()).toMatchObject([
    { id: 'EQ-0.high~1', state: 'active-acknowledged', acknowledgedBy: 'li', workOrder: 1 },
  ]);
  expect(await desk.engine.service.events('EQ-0.high~1')).toMatchObject([
    { type: 'activated', actor: 'system' },
    { type: 'annunciated', actor: 'system' },
    { type: 'acknowledged', actor: 'li', note: 'on my way' },
  ]);
  expect(await desk.store.workOrders.list({ state: 'all', limit: 9 })).toHaveLength(1);
});
