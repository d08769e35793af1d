import { describe, expect, test } from 'vitest';
import { startRig, urgent } from '../../../tests/harness/escalation-rig.ts';

const HOUR_MS = 3_600_000;

describe('the wall clock', () => {
  test.each([2, -2])('set by %d h moves no step', async (hours) => {
    const rig = await startRig(urgent(), '2026-01-06T12:00');
    await rig.raise({ priority: 'P1' });
    await rig.minutes(4);
    rig.clock.stepWall(hours * HOUR_MS);
    rig.escalator.clockStepped();
    await rig.minutes(5.9);
    expect(rig.told()).toHaveLength(1);
    await rig.minutes(0.2);
    expect(rig.told()).toHaveLength(2);
    await rig.escalator.stop();
  });

  test('does not keep an alarm waiting that comes just after it was set', async () => {
    const rig = await startRig(urgent(), '2026-01-06T12:00');
    rig.clock.stepWall(2 * HOUR_MS);
    await rig.raise({ priority: 'P1' });
    expect(rig.told()).toEqual(['120 alarm bob']);
    await rig.escalator.stop();
  });

  test('that finds the time after a start without it leaves due times as they were', async () => {
    const rig = await startRig(urgent(), '1970-01-01T00:00');
    const alarm = await rig.raise({ priority: 'P1' });
    rig.escalations.progress.set(alarm.id, {
      ...{ occurrence: 1, priority: 'P1', state: 'running', step: 1, round: 0, policy: 'all' },
      dueAt: Date.UTC(2026, 0, 6, 12, 10),
    });
    rig.clock.stepWall(Date.UTC(2026, 0, 6, 12) - rig.clock.nowMs());
    await rig.minutes(9.9);
    const before = rig.told().length;
    await rig.minutes(0.2);
    expect(rig.told()).toHaveLength(before + 1);
    await rig.escalator.stop();
  });
});
