import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { silentMetrics } from '../../tests/harness/silent-metrics.ts';
import type { Alarm } from '../domain/alarm.ts';
import type { Condition } from '../domain/condition.ts';
import { PlantroomError } from '../domain/errors.ts';
import { QUALITY } from '../domain/quality.ts';
import { BatchBuilder } from '../domain/sample.ts';
import type { AlarmRepository, AlarmTransition, StoredCondition } from '../ports/alarm-repository.ts';
import { createAlarmEngine } from './alarm-engine.ts';
import { CONDITIONS } from './conditions/index.ts';

const text = { en: 'a', zh: '甲' };

const conditionOn = (point: number, change: Partial<Condition> = {}): Condition => ({
  ...{
    id: `P${point}.high`,
    kind: 'limit',
    options: { high: 80, deadband: 1 },
    priority: 'P2',
    equipment: `P${point}`,
  },
  ...{ system: 'water', watches: { what: 'point', point }, title: text, consequence: text, action: text },
  ...{ onDelayMs: 0, offDelayMs: 0, opensWorkOrder: true, unit: '℃', periodMs: 1000, ...change },
});

const commsLost = (change: Partial<Condition> = {}): Condition =>
  conditionOn(0, {
    id: 'bus:1.comms-lost',
    kind: 'comms-lost',
    options: {},
    watches: { what: 'device', device: 'bus:1' },
    ...change,
  });

/** Remembers what is committed; hands it back as a restarted process would find it. */
class MemoryRepository implements AlarmRepository {
  readonly committed: AlarmTransition[] = [];
  isAway = false;

  async load(): Promise<StoredCondition[]> {
    const newest = new Map(this.committed.map((one) => [one.conditionId, one]));
    return [...newest.values()].map(({ conditionId, state, savedAt }) => ({
      ...{ conditionId, state, savedAt },
      alarm: this.committed.findLast((one) => one.conditionId === conditionId && one.alarm)?.alarm ?? null,
    }));
  }
  async commit(transitions: readonly AlarmTransition[]): Promise<ReadonlyMap<string, number>> {
    if (this.isAway) throw new PlantroomError('STORE_UNAVAILABLE');
    this.committed.push(...transitions);
    return new Map(transitions.flatMap(({ alarm, order }) => (alarm && order ? [[alarm.id, 1187] as const] : [])));
  }
  async list(): Promise<Alarm[]> {
    return [];
  }
  async get(id: string): Promise<Alarm | undefined> {
    return this.committed.findLast((one) => one.alarm?.id === id)?.alarm ?? undefined;
  }
  async events() {
    return [];
  }
  get types(): string[] {
    return this.committed.flatMap((one) => one.events.map((event) => event.type));
  }
}

async function setup(conditions: readonly Condition[], repository = new MemoryRepository(), clock = new ManualClock()) {
  const points = Array.from({ length: 5 }, (_, index) => ({ tag: `P${index}.value`, device: `bus:${index}` }));
  const engine = createAlarmEngine({
    ...{ conditions, kinds: CONDITIONS, points, repository, clock, logger: silentLogger, metrics: silentMetrics },
    routes: [{ channel: 'desk', priorities: ['P1', 'P2'], returned: true }],
  });
  const told: Alarm[] = [];
  engine.service.onChange((alarm) => told.push(alarm));
  await engine.start();
  const sample = (point: number, value: number, quality: number = QUALITY.good, sourceTime = clock.nowMs()): void => {
    const batch = new BatchBuilder(1);
    batch.add(point, value, quality, sourceTime);
    engine.onSamples(batch);
  };
  return { engine, repository, clock, told, sample };
}

describe('samples', () => {
  test('only the conditions of the point are judged', async () => {
    const { clock, sample, repository } = await setup([
      conditionOn(1),
      conditionOn(3),
      conditionOn(3, { id: 'P3.other' }),
    ]);
    sample(3, 85);
    sample(2, 85);
    await clock.advanceAsync(50);
    expect(repository.committed.map((one) => one.conditionId)).toEqual(['P3.high', 'P3.other']);
  });

  test('listeners hear of an alarm after its transaction, with the number of its order', async () => {
    const { clock, sample, told, engine } = await setup([conditionOn(1)]);
    sample(1, 85);
    expect(told).toEqual([]);
    await clock.advanceAsync(50);
    expect(told).toMatchObject([
      { id: 'P1.high~1', tag: 'P1.value', state: 'active-unacknowledged', value: 85, workOrder: 1187 },
    ]);
    expect(engine.service.open()).toEqual(told);
  });

  test('one that is older than the newest is history only', async () => {
    const { clock, sample, repository } = await setup([conditionOn(1)]);
    sample(1, 20, QUALITY.good, clock.nowMs());
    sample(1, 85, QUALITY.good, clock.nowMs() - 1);
    await clock.advanceAsync(50);
    expect(repository.committed).toEqual([]);
  });

  test('after the wall clock was set back samples are judged on', async () => {
    const { clock, sample, repository } = await setup([conditionOn(1)]);
    sample(1, 20);
    clock.stepWall(-7_200_000);
    sample(1, 85);
    await clock.advanceAsync(50);
    expect(repository.types).toEqual(['activated']);
  });

  test('a bad one freezes whatever its time is, and an open alarm says since when', async () => {
    const { clock, sample, engine } = await setup([conditionOn(1)]);
    sample(1, 85, QUALITY.good, clock.nowMs() + 3_000);
    await clock.advanceAsync(1000);
    sample(1, Number.NaN, QUALITY['bad-timeout']);
    const unknownSince = clock.nowMs();
    await clock.advanceAsync(50);
    expect(engine.service.open()).toMatchObject([{ unknownSince, state: 'active-unacknowledged' }]);
    await clock.advanceAsync(5000);
    sample(1, 85);
    await clock.advanceAsync(50);
    expect(engine.service.open()).toMatchObject([{ unknownSince: null }]);
  });

  test('notices go with the activation, one per channel that wants the priority', async () => {
    const { clock, sample, repository } = await setup([conditionOn(1), conditionOn(2, { priority: 'P3' })]);
    sample(1, 85);
    sample(2, 85);
    sample(1, 20);
    await clock.advanceAsync(50);
    expect(repository.committed.map((one) => one.notices.map((notice) => notice.kind))).toEqual([
      ['alarm-activated'],
      [],
      ['alarm-returned'],
    ]);
    const [activated, , returned] = repository.committed.map((one) => one.notices[0]);
    expect(activated?.dueAt).toBe(0);
    expect(returned?.dueAt).toBe(returned!.queuedAt + 60_000);
    expect(activated?.id).not.toBe(returned?.id);
  });
});

describe('devices', () => {
  test('lost and back: one alarm, its delays run without samples', async () => {
    const { clock, engine, repository } = await setup([commsLost({ offDelayMs: 3000 })]);
    engine.onDevice('bus:1', true, clock.nowMs());
    engine.onDevice('bus:1', false, clock.nowMs());
    await clock.advanceAsync(2000);
    expect(repository.types).toEqual(['activated']);
    await clock.advanceAsync(2000);
    expect(repository.types).toEqual(['activated', 'returned']);
    expect(engine.service.open()).toMatchObject([{ value: null, state: 'returned-unacknowledged' }]);
    expect(engine.service.open()[0]).not.toHaveProperty('tag');
  });

  test('an off-delay is cut short when the device is lost again', async () => {
    const { clock, engine, repository } = await setup([commsLost({ offDelayMs: 3000 })]);
    engine.onDevice('bus:1', true, clock.nowMs());
    engine.onDevice('bus:1', false, clock.nowMs());
    await clock.advanceAsync(1500);
    engine.onDevice('bus:1', true, clock.nowMs());
    await clock.advanceAsync(60_000);
    expect(repository.types).toEqual(['activated']);
  });
});

describe('acknowledging', () => {
  test('is answered after its transaction and tells everybody', async () => {
    const { clock, sample, engine, told } = await setup([conditionOn(1)]);
    sample(1, 85);
    await clock.advanceAsync(50);
    let answer: unknown;
    void engine.service
      .acknowledge({ id: 'P1.high~1', occurrence: 1, actor: 'li' })
      .then((outcome) => (answer = outcome));
    await clock.advanceAsync(20);
    expect(answer).toBeUndefined();
    await clock.advanceAsync(20);
    expect(answer).toMatchObject({
      ok: true,
      value: { state: 'active-acknowledged', acknowledgedBy: 'li', workOrder: 1187 },
    });
    expect(told.at(-1)).toMatchObject({ state: 'active-acknowledged', workOrder: 1187 });
  });

  test('refusals', async () => {
    const { clock, sample, engine } = await setup([conditionOn(1)]);
    const acknowledge = (id: string, occurrence?: number) =>
      engine.service.acknowledge({ id, actor: 'li', ...(occurrence ? { occurrence } : {}) });
    sample(1, 85);
    sample(1, 20);
    sample(1, 85);
    await clock.advanceAsync(50);
    expect(await acknowledge('P1.high~1', 1)).toMatchObject({ code: 'ALARM_STALE_OCCURRENCE' });
    expect(await acknowledge('P1.high~2')).toMatchObject({ code: 'ALARM_NOT_FOUND' });
    expect(await acknowledge('nonsense')).toMatchObject({ code: 'ALARM_NOT_FOUND' });
    sample(1, 20);
    const closing = acknowledge('P1.high~1', 2);
    await clock.advanceAsync(50);
    expect(await closing).toMatchObject({ ok: true, value: { state: 'closed' } });
    expect(await acknowledge('P1.high~1')).toMatchObject({ code: 'ALARM_EPISODE_CLOSED' });
    sample(1, 85);
    expect(await acknowledge('P1.high~1')).toMatchObject({ code: 'ALARM_EPISODE_CLOSED' });
  });
});

describe('the store is away', () => {
  test('alarms are shown all the same, the trouble is visible, and nothing is lost', async () => {
    const { clock, sample, engine, repository, told } = await setup([conditionOn(1)]);
    repository.isAway = true;
    sample(1, 85);
    await clock.advanceAsync(1000);
    expect(told).toMatchObject([{ id: 'P1.high~1', workOrder: null }]);
    expect(engine.status()).toMatchObject({ healthy: false, waitingTransitions: 1 });
    const refusal = engine.service.acknowledge({ id: 'P1.high~1', actor: 'li' });
    await clock.advanceAsync(10_000);
    expect(await refusal).toMatchObject({ ok: false, code: 'STORE_UNAVAILABLE' });
    repository.isAway = false;
    await clock.advanceAsync(10_000);
    expect(repository.types).toEqual(['activated', 'acknowledged']);
    expect(engine.service.open()).toMatchObject([{ state: 'active-acknowledged', workOrder: 1187 }]);
    expect(engine.status()).toEqual({ healthy: true, waitingTransitions: 0, droppedTransitions: 0 });
  });
});

test('while the store is away the newest state stays in view, also when earlier steps become durable', async () => {
  const { clock, sample, engine, repository, told } = await setup([conditionOn(1)]);
  let answer = (): void => {};
  const commit = repository.commit.bind(repository);
  repository.commit = async (transitions) => {
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    return commit(transitions);
  };
  sample(1, 85);
  await clock.advanceAsync(1_500);
  expect(engine.service.open()).toEqual([]);
  await clock.advanceAsync(1_000);
  expect(engine.status().healthy).toBe(false);
  expect(told).toMatchObject([{ state: 'active-unacknowledged', workOrder: null }]);
  sample(1, 20);
  expect(engine.service.open()).toMatchObject([{ state: 'returned-unacknowledged' }]);
  answer();
  await clock.advanceAsync(0);
  expect(engine.service.open()).toMatchObject([{ state: 'returned-unacknowledged', workOrder: 1187 }]);
  answer();
  await clock.advanceAsync(50);
  answer();
  await clock.advanceAsync(50);
  expect(told.map((alarm) => alarm.state).slice(1)).toEqual(Array(told.length - 1).fill('returned-unacknowledged'));
  expect(engine.status().healthy).toBe(true);
  expect(repository.types).toEqual(['activated', 'returned']);
});

describe('restart', () => {
  test('an active alarm is there again, is not announced again, and keeps its order', async () => {
    const before = await setup([conditionOn(1)]);
    before.sample(1, 85);
    await before.clock.advanceAsync(50);
    await before.engine.stop();
    const after = await setup([conditionOn(1)], before.repository, before.clock);
    expect(after.engine.service.open()).toMatchObject([{ id: 'P1.high~1', state: 'active-unacknowledged' }]);
    after.sample(1, 85);
    await after.clock.advanceAsync(50);
    expect(after.repository.types).toEqual(['activated']);
    expect(after.told).toEqual([]);
  });

  test('during an on-delay: at most five seconds of evidence are lost, the onset is kept', async () => {
    const slow = conditionOn(1, { onDelayMs: 60_000 });
    const before = await setup([slow]);
    const onsetAt = before.clock.nowMs();
    for (let second = 0; second <= 40; second++) {
      before.sample(1, 85);
      await before.clock.advanceAsync(1000);
    }
    await before.clock.advanceAsync(10_000); // killed: nothing is stopped
    const after = await setup([slow], before.repository, before.clock);
    for (let second = 0; second <= 25; second++) {
      after.sample(1, 85);
      await after.clock.advanceAsync(1000);
    }
    expect(after.told).toMatchObject([{ onsetAt, state: 'active-unacknowledged' }]);
    const activeAfterMs = after.told[0]!.activeAt - onsetAt;
    expect(activeAfterMs).toBeGreaterThanOrEqual(70_000);
    expect(activeAfterMs).toBeLessThanOrEqual(77_000);
  });

  test('a device that was lost and answers after the restart is back, although nobody says so', async () => {
    const before = await setup([commsLost({ offDelayMs: 3000 })]);
    before.engine.onDevice('bus:1', true, before.clock.nowMs());
    await before.clock.advanceAsync(50);
    const after = await setup([commsLost({ offDelayMs: 3000 })], before.repository, before.clock);
    after.sample(2, 20);
    after.sample(1, Number.NaN, QUALITY['bad-timeout']);
    await after.clock.advanceAsync(60_000);
    expect(after.repository.types).toEqual(['activated']);
    after.sample(1, 20);
    await after.clock.advanceAsync(5000);
    expect(after.repository.types).toEqual(['activated', 'returned']);
  });

  test('an alarm of a condition that is gone is closed', async () => {
    const before = await setup([conditionOn(1)]);
    before.sample(1, 85);
    await before.clock.advanceAsync(50);
    const after = await setup([conditionOn(2)], before.repository, before.clock);
    await after.clock.advanceAsync(50);
    expect(after.repository.types).toEqual(['activated', 'closed']);
    expect(after.told).toMatchObject([{ id: 'P1.high~1', state: 'closed' }]);
  });

  test('stopping stores what is under way and leaves no timer', async () => {
    const { clock, sample, engine, repository } = await setup([conditionOn(1)]);
    sample(1, 85);
    await engine.stop();
    expect(repository.types).toEqual(['activated']);
    expect(clock.pending).toBe(0);
    sample(1, 20);
    await clock.advanceAsync(1000);
    expect(repository.types).toEqual(['activated']);
  });
});

test('a condition nobody can judge keeps the engine from being made', async () => {
  await expect(setup([conditionOn(1, { kind: 'guess' })])).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  await expect(setup([conditionOn(1, { options: {} })])).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});
