import { describe, expect, test } from 'vitest';
import { alarmRig, commsLost, person, watching } from '../../tests/harness/alarm-rig.ts';
import { QUALITY } from '../domain/quality.ts';

const acknowledge = { kind: 'acknowledge', occurrence: null, note: null } as const;

describe('samples', () => {
  test('only the conditions of the point are judged', async () => {
    const rig = await alarmRig({ conditions: [watching(1), watching(3), watching(3, { id: 'P3.other' })] });
    rig.sample(3, 85);
    rig.sample(2, 85);
    await rig.clock.advanceAsync(50);
    expect(rig.announced()).toEqual(['P3.high', 'P3.other']);
  });

  test('listeners hear of an alarm after its transaction, with the number of its order', async () => {
    const { clock, sample, told, service } = await alarmRig({ conditions: [watching(1)] });
    sample(1, 85);
    expect(told).toEqual([]);
    await clock.advanceAsync(50);
    expect(told).toMatchObject([
      { id: 'P1.high~1', tag: 'P1.value', state: 'active-unacknowledged', value: 85, limit: 80, workOrder: 1 },
    ]);
    expect(service.open()).toEqual(told);
  });

  test('one that is older than the newest is history only', async () => {
    const { clock, sample, rows } = await alarmRig({ conditions: [watching(1)] });
    sample(1, 20, QUALITY.good, clock.nowMs());
    sample(1, 85, QUALITY.good, clock.nowMs() - 1);
    await clock.advanceAsync(50);
    expect(rows('P1.high')).toEqual([]);
  });

  test('after the wall clock was set back samples are judged on', async () => {
    const { clock, sample, rows } = await alarmRig({ conditions: [watching(1)] });
    sample(1, 20);
    clock.stepWall(-7_200_000);
    sample(1, 85);
    await clock.advanceAsync(50);
    expect(rows('P1.high')).toEqual(['activated', 'annunciated']);
  });

  test('a source that is far behind or ahead does not say when it began', async () => {
    const { clock, sample, told } = await alarmRig({ conditions: [watching(1), watching(2), watching(3)] });
    const now = clock.nowMs();
    sample(1, 85, QUALITY.good, now - 5_000);
    sample(2, 85, QUALITY.good, now - 3_600_000);
    sample(3, 85, QUALITY.good, now + 3_600_000);
    await clock.advanceAsync(50);
    expect(told.map(({ onsetAt }) => onsetAt)).toEqual([now - 5_000, now, now]);
  });

  test('a bad one freezes whatever its time is, and an open alarm says since when', async () => {
    const { clock, sample, find } = await alarmRig({ conditions: [watching(1)] });
    sample(1, 85, QUALITY.good, clock.nowMs() + 3_000);
    await clock.advanceAsync(1_000);
    sample(1, Number.NaN, QUALITY['bad-timeout']);
    const unknownSince = clock.nowMs();
    await clock.advanceAsync(50);
    expect(find('P1.high')).toMatchObject({ unknownSince, state: 'active-unacknowledged' });
    await clock.advanceAsync(5_000);
    sample(1, 85);
    await clock.advanceAsync(50);
    expect(find('P1.high')).toMatchObject({ unknownSince: null });
  });
});

describe('the hold', () => {
  test('nobody sees an alarm before it is over, and one that returns within it was never there', async () => {
    const { clock, sample, told, service, rows, repository } = await alarmRig({
      conditions: [watching(1, { holdMs: 5_000 }), watching(2, { holdMs: 5_000 })],
    });
    sample(1, 85);
    sample(2, 85);
    await clock.advanceAsync(3_000);
    expect(service.open()).toEqual([]);
    expect(await service.get('P1.high~1')).toMatchObject({ annunciatedAt: null });
    sample(2, 20);
    await clock.advanceAsync(2_050);
    expect(told.map(({ id }) => id)).toEqual(['P1.high~1']);
    expect(service.open()).toMatchObject([{ id: 'P1.high~1', annunciatedAt: clock.nowMs() - 50 }]);
    expect(rows('P2.high')).toEqual(['activated', 'returned', 'closed']);
    expect(repository.orders.size).toBe(1);
  });
});

describe('devices', () => {
  test('lost and back: one alarm, its delays run without samples', async () => {
    const { clock, engine, rows, find } = await alarmRig({ conditions: [commsLost({ offDelayMs: 3_000 })] });
    engine.onDevice('bus:1', true, clock.nowMs());
    engine.onDevice('bus:1', false, clock.nowMs());
    await clock.advanceAsync(2_000);
    expect(rows('bus:1.comms-lost')).toEqual(['activated', 'annunciated']);
    await clock.advanceAsync(2_000);
    expect(rows('bus:1.comms-lost')).toEqual(['activated', 'annunciated', 'returned']);
    expect(find('bus:1.comms-lost')).toMatchObject({ value: null, state: 'returned-unacknowledged' });
    expect(find('bus:1.comms-lost')).not.toHaveProperty('tag');
  });

  test('an off-delay is cut short when the device is lost again', async () => {
    const { clock, engine, rows } = await alarmRig({ conditions: [commsLost({ offDelayMs: 3_000 })] });
    engine.onDevice('bus:1', true, clock.nowMs());
    engine.onDevice('bus:1', false, clock.nowMs());
    await clock.advanceAsync(1_500);
    engine.onDevice('bus:1', true, clock.nowMs());
    await clock.advanceAsync(60_000);
    expect(rows('bus:1.comms-lost')).toEqual(['activated', 'annunciated']);
  });
});

describe('deadlines', () => {
  test('an alarm comes again while it stays active and acknowledged', async () => {
    const { clock, sample, service, rows } = await alarmRig({
      conditions: [watching(1, { reAlarm: { afterMs: 60_000, times: 1 } })],
    });
    sample(1, 85);
    await clock.advanceAsync(50);
    const acknowledged = service.act('P1.high~1', acknowledge, person('operator'));
    await clock.advanceAsync(50);
    expect(await acknowledged).toMatchObject({ ok: true });
    await clock.advanceAsync(60_000);
    expect(rows('P1.high')).toEqual(['activated', 'annunciated', 'acknowledged', 'realarmed']);
  });

  test('one timer serves all of them', async () => {
    const conditions = Array.from({ length: 200 }, (_, point) => watching(point, { holdMs: 60_000 }));
    const { clock, feed } = await alarmRig({ conditions, points: 200 });
    const before = clock.pending;
    feed(Object.fromEntries(conditions.map((_one, point) => [point, 85])));
    await clock.advanceAsync(1_000);
    expect(clock.pending - before).toBeLessThanOrEqual(1);
  });
});

describe('the wall clock is set', () => {
  test('rows say so; a shelf and a hold end in real time', async () => {
    const { clock, sample, service, rows, find } = await alarmRig({
      conditions: [watching(1), watching(2, { holdMs: 60_000 })],
    });
    sample(1, 85);
    sample(2, 85);
    const action = { kind: 'shelve', mode: 'timed', forMs: 3_600_000, reason: 'waits for a part' } as const;
    const shelved = service.act('P1.high', action, person('engineer'));
    await clock.advanceAsync(1_000);
    expect(await shelved).toMatchObject({ ok: true, value: { state: 'shelved' } });
    clock.stepWall(7_200_000);
    await clock.advanceAsync(2_000);
    expect(find('P1.high')?.state).toBe('shelved');
    clock.stepWall(-7_200_000);
    await clock.advanceAsync(56_900);
    expect(find('P2.high')).toBeUndefined();
    await clock.advanceAsync(200);
    expect(find('P2.high')).toBeDefined();
    await clock.advanceAsync(3_600_000);
    expect(find('P1.high')?.state).toBe('active-unacknowledged');
    expect(rows('').filter((type) => type === 'clock-step')).toHaveLength(2);
  });

  test('a small correction is not worth a row', async () => {
    const { clock, rows } = await alarmRig({ conditions: [] });
    clock.stepWall(1_500);
    await clock.advanceAsync(5_000);
    expect(rows('')).toEqual(['restarted']);
  });
});

test('a fault code is written out, with its own action', async () => {
  const text = { en: 'Oil pressure', zh: '油压低' };
  const action = { en: 'Look at the oil', zh: '检查油位' };
  const options = { codes: { 7: { text, action } } };
  const { clock, sample, find, service } = await alarmRig({
    conditions: [watching(1, { kind: 'fault-code', options })],
  });
  sample(1, 7);
  await clock.advanceAsync(50);
  expect(find('P1.high')).toMatchObject({ title: { en: 'Example: 7 Oil pressure', zh: '示例：7 油压低' }, action });
  expect(await service.card('P1.high~1')).toMatchObject({ ok: true, value: { action } });
});

test('a condition nobody can judge keeps the engine from being made', async () => {
  await expect(alarmRig({ conditions: [watching(1, { kind: 'guess' })] })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
  });
  await expect(alarmRig({ conditions: [watching(1, { options: {} })] })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
  });
});

test('standing alarms are those that have been active for over a day, the oldest first', async () => {
  const { clock, sample, engine } = await alarmRig({ conditions: [watching(1), watching(2), watching(3)] });
  sample(1, 85);
  await clock.advanceAsync(3_600_000);
  sample(2, 85);
  sample(3, 85);
  await clock.advanceAsync(1_000);
  sample(3, 20);
  await clock.advanceAsync(86_400_000);
  expect(engine.standing().map(({ conditionId }) => conditionId)).toEqual(['P1.high', 'P2.high']);
});
