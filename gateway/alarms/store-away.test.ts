import { expect, test } from 'vitest';
import { alarmRig, person, watching } from '../../tests/harness/alarm-rig.ts';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { MemoryAlarmRepository } from '../../tests/harness/memory-alarm-repository.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { silentMetrics } from '../../tests/harness/silent-metrics.ts';
import { BatchBuilder } from '../domain/sample.ts';
import type { AlarmTransition } from '../ports/alarm-repository.ts';
import { createAlarmEngine } from './alarm-engine.ts';
import { CONDITIONS } from './conditions/index.ts';

const acknowledge = { kind: 'acknowledge', occurrence: null, note: null } as const;

test('alarms are shown all the same, the trouble is visible, and nothing is lost', async () => {
  const { clock, sample, engine, service, repository, told, rows, find } = await alarmRig({
    conditions: [watching(1)],
  });
  await clock.advanceAsync(100);
  repository.isDown = true;
  sample(1, 85);
  await clock.advanceAsync(1_000);
  expect(told).toMatchObject([{ id: 'P1.high~1', workOrder: null }]);
  expect(engine.status()).toMatchObject({ healthy: false, waitingTransitions: 1 });
  const refusal = service.act('P1.high~1', acknowledge, person('operator'));
  await clock.advanceAsync(10_000);
  expect(await refusal).toMatchObject({ ok: false, code: 'STORE_UNAVAILABLE' });
  expect(find('P1.high')).toMatchObject({ state: 'active-acknowledged' });
  repository.isDown = false;
  await clock.advanceAsync(10_000);
  expect(rows('P1.high')).toEqual(['activated', 'annunciated', 'acknowledged']);
  expect(find('P1.high')).toMatchObject({ state: 'active-acknowledged', workOrder: 1 });
  expect(engine.status()).toEqual({ healthy: true, waitingTransitions: 0, droppedTransitions: 0, awaySince: null });
});

test('somebody else can call people while the store cannot', async () => {
  const { clock, feed, engine, repository } = await alarmRig({
    conditions: [watching(1), watching(2, { holdMs: 5_000 })],
  });
  const [untold, recorded]: [string[], string[]] = [[], []];
  engine.onUntold({ untold: ({ id }) => untold.push(id), recorded: ({ id }) => recorded.push(id) });
  feed({ 1: 85 });
  await clock.advanceAsync(100);
  expect(untold).toEqual([]);
  repository.isDown = true;
  feed({ 1: 20, 2: 85 });
  await clock.advanceAsync(4_000);
  expect(untold).toEqual([]);
  await clock.advanceAsync(30_000);
  expect(untold).toEqual(['P2.high~1']);
  repository.isDown = false;
  await clock.advanceAsync(30_000);
  expect(recorded).toContain('P2.high~1');
});

test('the newest state stays in view, also when earlier steps become durable', async () => {
  const { clock, sample, engine, service, repository, told, rows } = await alarmRig({ conditions: [watching(1)] });
  await clock.advanceAsync(100);
  let answer = (): void => {};
  repository.slowness = new Promise<void>((resolve) => {
    answer = resolve;
  });
  sample(1, 85);
  await clock.advanceAsync(1_500);
  expect(service.open()).toEqual([]);
  await clock.advanceAsync(1_000);
  expect(engine.status().healthy).toBe(false);
  expect(told).toMatchObject([{ state: 'active-unacknowledged', workOrder: null }]);
  sample(1, 20);
  expect(service.open()).toMatchObject([{ state: 'returned-unacknowledged' }]);
  answer();
  await clock.advanceAsync(200);
  expect(service.open()).toMatchObject([{ state: 'returned-unacknowledged', workOrder: 1 }]);
  expect(new Set(told.slice(1).map(({ state }) => state))).toEqual(new Set(['returned-unacknowledged']));
  expect(engine.status().healthy).toBe(true);
  expect(rows('P1.high')).toEqual(['activated', 'annunciated', 'returned']);
});

/** Counts what is committed, and fails while it is told to. */
class CountingRepository extends MemoryAlarmRepository {
  readonly counted = new Map<string, number>();
  override async commit(transitions: readonly AlarmTransition[]): Promise<ReadonlyMap<string, number>> {
    if (this.isDown) return super.commit(transitions);
    for (const { events } of transitions)
      for (const { type } of events) this.counted.set(type, (this.counted.get(type) ?? 0) + 1);
    return new Map();
  }
}

test('10 000 activations within a second: none is lost, although the store is away when they come', async () => {
  const count = 10_000;
  const clock = new ManualClock();
  const repository = new CountingRepository();
  const conditions = Array.from({ length: count }, (_, point) => watching(point, { priority: 'P3', holdMs: 500 }));
  const engine = createAlarmEngine({
    ...{ conditions, kinds: CONDITIONS, equipment: [], timeZone: 'UTC', repository, clock },
    points: conditions.map((_one, point) => ({ tag: `P${point}`, device: 'bus:1' })),
    ...{ logger: silentLogger, metrics: silentMetrics },
  });
  await engine.start();
  repository.isDown = true;
  for (let part = 0; part < 10; part++) {
    const batch = new BatchBuilder(count / 10);
    for (let i = 0; i < count / 10; i++) batch.add((part * count) / 10 + i, 85, 0, clock.nowMs());
    engine.onSamples(batch);
    await clock.advanceAsync(100);
  }
  await clock.advanceAsync(1_000);
  repository.isDown = false;
  await clock.advanceAsync(10_000);
  expect(repository.counted.get('activated')).toBe(count);
  expect(repository.counted.get('annunciated')).toBe(count);
  expect(engine.status()).toEqual({ healthy: true, waitingTransitions: 0, droppedTransitions: 0, awaySince: null });
  await engine.stop();
  expect(clock.pending).toBe(0);
});
