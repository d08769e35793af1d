import { expect, test } from 'vitest';
import { alarmRig, person, watching } from '../../tests/harness/alarm-rig.ts';
import { QUALITY } from '../domain/quality.ts';

const grouped = [1, 2, 3].map((point) => watching(point, { group: 'trips', holdMs: 5_000 }));

test('the first by its source is marked, although it was heard of later; the others are likely consequences', async () => {
  const { clock, sample, find } = await alarmRig({ conditions: grouped });
  const now = clock.nowMs();
  sample(1, 85, QUALITY.good, now);
  await clock.advanceAsync(1_000);
  sample(2, 85, QUALITY.good, now - 500);
  await clock.advanceAsync(6_000);
  sample(3, 85, QUALITY.good, now - 2_000);
  await clock.advanceAsync(6_000);
  expect([1, 2, 3].map((point) => find(`P${point}.high`)?.firstOut)).toEqual(['later', 'first', 'later']);
});

test('when all are normal and acknowledged there is a new first', async () => {
  const { clock, feed, find, service } = await alarmRig({ conditions: grouped });
  feed({ 1: 85 });
  await clock.advanceAsync(6_000);
  feed({ 1: 20 });
  await clock.advanceAsync(1_000);
  feed({ 2: 85 });
  await clock.advanceAsync(6_000);
  expect(find('P2.high')?.firstOut).toBe('later');
  feed({ 2: 20 });
  const acts = ['P1.high', 'P2.high'].map((id) =>
    service.act(id, { kind: 'acknowledge', occurrence: null, note: null }, person('operator')),
  );
  await clock.advanceAsync(1_000);
  await Promise.all(acts);
  feed({ 3: 85 });
  await clock.advanceAsync(6_000);
  expect(find('P3.high')?.firstOut).toBe('first');
});

test('a restart does not change who was the first', async () => {
  const before = await alarmRig({ conditions: grouped });
  before.feed({ 2: 85 });
  await before.clock.advanceAsync(1_000);
  before.feed({ 1: 85 });
  await before.clock.advanceAsync(6_000);
  const after = await alarmRig({ ...before, conditions: grouped });
  after.feed({ 1: 85, 2: 85, 3: 85 });
  await after.clock.advanceAsync(6_000);
  expect([1, 2, 3].map((point) => after.find(`P${point}.high`)?.firstOut)).toEqual(['later', 'first', 'later']);
});
