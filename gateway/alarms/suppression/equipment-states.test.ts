import { describe, expect, test } from 'vitest';
import { alarmRig, watching } from '../../../tests/harness/alarm-rig.ts';
import type { Suppressor } from '../../domain/condition.ts';
import { QUALITY } from '../../domain/quality.ts';

/** Point 1 is the pressure, point 2 says whether the pump runs. */
const runs = (inhibitMs = 60_000, point = 2): Suppressor => ({ kind: 'equipment-state', point, inhibitMs });
const pressure = (suppressors: readonly Suppressor[] = [runs()]) =>
  watching(1, { id: 'P-1.low', equipment: 'P-1', options: { low: 2, deadband: 0 }, suppressors });

describe('a machine that is off', () => {
  test('has no alarms of its running', async () => {
    const { clock, feed, find, announced } = await alarmRig({ conditions: [pressure()] });
    feed({ 2: 0 });
    feed({ 1: 0 });
    await clock.advanceAsync(3_600_000);
    expect(announced()).toEqual([]);
    expect(find('P-1.low')).toMatchObject({ suppressedBy: [{ kind: 'equipment-state', key: 'P-1' }] });
  });

  test('that starts and comes up in time has none either', async () => {
    const { clock, feed, announced, service } = await alarmRig({ conditions: [pressure()] });
    feed({ 2: 0, 1: 0 });
    await clock.advanceAsync(60_000);
    feed({ 2: 1 });
    await clock.advanceAsync(40_000);
    feed({ 1: 3 });
    await clock.advanceAsync(60_000);
    expect(announced()).toEqual([]);
    expect(service.open()).toEqual([]);
  });

  test('that starts and does not come up has one when its start is over', async () => {
    const { clock, feed, announced, find, rows } = await alarmRig({ conditions: [pressure()] });
    feed({ 2: 0, 1: 0 });
    await clock.advanceAsync(60_000);
    feed({ 2: 1 });
    await clock.advanceAsync(59_900);
    expect(announced()).toEqual([]);
    await clock.advanceAsync(200);
    expect(find('P-1.low')).toMatchObject({ state: 'active-unacknowledged' });
    expect(rows('P-1.low').slice(-2)).toEqual(['unsuppressed', 'annunciated']);
  });
});

test('one that ran before anybody looked is not starting', async () => {
  const { clock, feed, announced } = await alarmRig({ conditions: [pressure()] });
  feed({ 2: 1, 1: 0 });
  await clock.advanceAsync(100);
  expect(announced()).toEqual(['P-1.low']);
});

test('a start counts from when it was seen, whatever was heard between; stopping again begins anew', async () => {
  const { clock, feed, announced } = await alarmRig({ conditions: [pressure()] });
  feed({ 2: 0, 1: 0 });
  feed({ 2: 1 });
  await clock.advanceAsync(30_000);
  feed({ 2: Number.NaN }, QUALITY['bad-timeout']);
  await clock.advanceAsync(10_000);
  feed({ 2: 1 });
  await clock.advanceAsync(10_000);
  feed({ 2: 0 });
  await clock.advanceAsync(1_000);
  feed({ 2: 1 });
  await clock.advanceAsync(59_000);
  expect(announced()).toEqual([]);
  await clock.advanceAsync(2_000);
  expect(announced()).toEqual(['P-1.low']);
});

test('a state that has not been known for a minute hides nothing', async () => {
  const { clock, feed, announced } = await alarmRig({ conditions: [pressure()] });
  feed({ 2: 0, 1: 0 });
  await clock.advanceAsync(1_000);
  feed({ 2: Number.NaN }, QUALITY['bad-timeout']);
  await clock.advanceAsync(59_000);
  expect(announced()).toEqual([]);
  await clock.advanceAsync(2_000);
  expect(announced()).toEqual(['P-1.low']);
  feed({ 2: 1 });
  feed({ 2: 0 });
  await clock.advanceAsync(1_000);
  expect(announced()).toEqual(['P-1.low']);
});

test('two states of one condition are told apart', async () => {
  const { clock, feed, find } = await alarmRig({ conditions: [pressure([runs(0), runs(0, 3)])] });
  feed({ 2: 0, 3: 0, 1: 0 });
  feed({ 2: 1 });
  await clock.advanceAsync(100);
  expect(find('P-1.low')?.suppressedBy).toEqual([{ kind: 'equipment-state', key: 'P-1#3' }]);
  feed({ 3: 1 });
  await clock.advanceAsync(100);
  expect(find('P-1.low')?.state).toBe('active-unacknowledged');
});

test('after a restart it stays quiet until the state is known', async () => {
  const conditions = [pressure()];
  const before = await alarmRig({ conditions });
  before.feed({ 2: 0, 1: 0 });
  await before.clock.advanceAsync(100);
  const after = await alarmRig({ ...before, conditions });
  after.feed({ 1: 0 });
  await after.clock.advanceAsync(30_000);
  expect(after.find('P-1.low')?.state).toBe('suppressed');
  after.feed({ 2: 0 });
  await after.clock.advanceAsync(120_000);
  expect(after.announced()).toEqual([]);
});
