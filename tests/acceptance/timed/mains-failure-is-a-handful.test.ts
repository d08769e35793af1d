import { expect, onTestFinished, test } from 'vitest';
import type { Condition } from '../../../gateway/domain/condition.ts';
import { systemClock } from '../../../gateway/observability/system-clock.ts';
import { highLimit, openAlarmDesk } from '../../harness/alarm-desk.ts';
import { eventually } from '../../harness/eventually.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

const BENEATH = 996;
const MAINS = 996;
const OTHERS = [997, 998, 999];

/** The last four are the mains, and three that a mains failure must not hide. */
function conditionsOf(): Condition[] {
  const beneath = Array.from({ length: BENEATH }, (_one, point) =>
    highLimit(point, {
      ...{ priority: point % 2 === 0 ? 'P2' : 'P3', holdMs: 5_000 },
      suppressors: [{ kind: 'parent', condition: `EQ-${MAINS}.high`, releaseDelayMs: 120_000 }],
    }),
  );
  return [...beneath, highLimit(MAINS), ...OTHERS.map((point) => highLimit(point, { suppressible: false }))];
}

test('a thousand alarms of one mains failure: all in the journal within 10 s, four announced, four orders, four called for', async () => {
  const desk = await openAlarmDesk({ folder: await tempFolder(), clock: systemClock, conditions: conditionsOf() });
  onTestFinished(() => desk.close());
  const { service } = desk.engine;
  const startMs = performance.now();
  for (let point = 0; point < 60; point++) desk.feed(point, 85);
  desk.feed(MAINS, 85);
  for (let point = 60; point < BENEATH; point++) desk.feed(point, 85);
  for (const point of OTHERS) desk.feed(point, 85);
  await eventually(
    async () => (desk.engine.status().waitingTransitions === 0 && service.open().length === 1_000 ? true : undefined),
    20_000,
    'everything durable',
  );
  const tookMs = performance.now() - startMs;
  console.log(`1,000 alarms of a mains failure durable in ${Math.round(tookMs)} ms`);
  expect(tookMs).toBeLessThan(10_000);

  const stored = await desk.store.alarms.list({ state: 'open', limit: 2_000 });
  const states = Map.groupBy(stored, ({ state }) => state);
  expect(states.get('suppressed')).toHaveLength(BENEATH);
  expect(
    states
      .get('active-unacknowledged')
      ?.map(({ conditionId }) => conditionId)
      .sort(),
  ).toEqual([MAINS, ...OTHERS].map((point) => `EQ-${point}.high`));
  expect(await desk.store.workOrders.list({ state: 'all', limit: 2_000 })).toHaveLength(4);
  expect(await desk.store.escalations.running()).toHaveLength(4);
  const mains = await eventually(
    async () =>
      service.open().find(({ conditionId, consequences }) => conditionId === `EQ-${MAINS}.high` && consequences > 0),
    2_000,
    'the count of what lies behind it',
  );
  expect(mains.consequences).toBe(BENEATH);
  expect(service.desk().flood).toBeNull();
  const rows = await desk.store.alarms.journal({ limit: 10_000 });
  expect(rows.filter(({ type }) => type === 'activated')).toHaveLength(1_000);
  expect(rows.filter(({ type }) => type === 'annunciated')).toHaveLength(4);
});
