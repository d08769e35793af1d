import { expect, test } from 'vitest';
import { alarmRig, watching } from '../../../tests/harness/alarm-rig.ts';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import type { Condition } from '../../domain/condition.ts';

const HOUR_MS = 3_600_000;
const office = { days: [1, 2, 3, 4, 5], from: 480, to: 1_080 };
const room = (change: Partial<Condition> = {}) =>
  watching(1, { id: 'room.warm', class: 'comfort', suppressors: [{ kind: 'schedule', hours: [office] }], ...change });

/** Monday 5 January 2026, 07:30 in Shanghai. */
const early = () => new ManualClock(Date.UTC(2026, 0, 4, 23, 30));

test('quiet outside of its hours, in the time of the site', async () => {
  const { clock, sample, find, announced } = await alarmRig({ conditions: [room()], clock: early() });
  sample(1, 85);
  await clock.advanceAsync(HOUR_MS / 2 - 1_000);
  expect(announced()).toEqual([]);
  expect(find('room.warm')).toMatchObject({ suppressedBy: [{ kind: 'schedule', key: '1-5 08:00-18:00' }] });
  await clock.advanceAsync(2_000);
  expect(find('room.warm')?.state).toBe('active-unacknowledged');
  await clock.advanceAsync(10 * HOUR_MS);
  expect(find('room.warm')?.state).toBe('suppressed');
});

test('the clock that is set is followed at once', async () => {
  const { clock, sample, find } = await alarmRig({ conditions: [room()], clock: early() });
  sample(1, 85);
  await clock.advanceAsync(1_000);
  clock.stepWall(2 * HOUR_MS);
  await clock.advanceAsync(1_100);
  expect(find('room.warm')?.state).toBe('active-unacknowledged');
});

test('what must not be hidden has no hours', async () => {
  const { clock, sample, announced } = await alarmRig({ conditions: [room({ suppressible: false })], clock: early() });
  sample(1, 85);
  await clock.advanceAsync(100);
  expect(announced()).toEqual(['room.warm']);
});
