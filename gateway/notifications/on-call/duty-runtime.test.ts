import { expect, test } from 'vitest';
import { exampleAlarm } from '../../../tests/harness/alarm-records.ts';
import { ManualClock, settle } from '../../../tests/harness/manual-clock.ts';
import { MemoryDutyStore } from '../../../tests/harness/memory-duty-store.ts';
import { MemoryEscalations } from '../../../tests/harness/memory-escalations.ts';
import { MemoryOutbox } from '../../../tests/harness/memory-outbox.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { silentMetrics } from '../../../tests/harness/silent-metrics.ts';
import { createDutyRuntime } from './duty-runtime.ts';
import { plan, rotation } from './on-call.fixtures.ts';

const HOUR_MS = 3_600_000;
/** Tuesday noon: bob has the duty. */
const NOW = Date.UTC(2026, 0, 6, 12);

test('a change of the duty is looked at for gaps, and counts for the next alarm', async () => {
  const alarm = exampleAlarm({ id: 'CH-1.high~1', priority: 'P1' });
  const alarms = new Map([[alarm.id, alarm]]);
  const [clock, outbox] = [new ManualClock(NOW), new MemoryOutbox(alarms)];
  const escalations = new MemoryEscalations(alarms, outbox);
  const runtime = createDutyRuntime({
    plan: plan({ rotations: [rotation({ timeZone: 'UTC' })] }),
    store: { escalations, outbox, duty: new MemoryDutyStore() },
    ...{ note: async () => {}, equipmentClass: () => undefined, tellsReturn: () => true },
    ...{ clock, logger: silentLogger, metrics: silentMetrics },
  });
  await runtime.start();
  const change = { rotation: 'duty', from: NOW, to: NOW + HOUR_MS, person: null, instead: 'bob', reason: 'sick' };
  await runtime.service.override({ ...change, kind: 'remove' }, { username: 'eva', role: 'engineer' });
  await settle();
  expect(outbox.rows.map(({ kind, recipient }) => `${kind} ${recipient}`)).toEqual(['duty eva']);
  escalations.apply(alarm.id, { action: 'start', occurrence: 1, priority: 'P1', at: NOW });
  escalations.changed();
  await settle();
  expect(outbox.rows.slice(1).map(({ kind, recipient }) => `${kind} ${recipient}`)).toEqual(['alarm eva', 'duty eva']);
  await runtime.stop();
  expect(clock.pending).toBe(0);
});
