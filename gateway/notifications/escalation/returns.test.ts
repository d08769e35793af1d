import { describe, expect, test } from 'vitest';
import { startRig, urgent } from '../../../tests/harness/escalation-rig.ts';
import { person, plan, policy, step, toPerson } from '../on-call/on-call.fixtures.ts';

describe('a return to normal', () => {
  const returned = (at: number) => ({ action: 'returned', at, keepsOn: false }) as const;

  test('is told to those who were told, once, after a while', async () => {
    const rig = await startRig(urgent());
    const alarm = await rig.raise({ priority: 'P2' });
    await rig.sendAll();
    const now = rig.clock.nowMs();
    await rig.change({ ...alarm, state: 'returned-unacknowledged', returnedAt: now }, returned(now + 60_000));
    await rig.minutes(30);
    expect(rig.told()).toEqual(['0 alarm ann', '1 returned ann']);
    await rig.escalator.stop();
  });

  test('is not told to those who never got the alarm', async () => {
    const rig = await startRig(urgent());
    const alarm = await rig.raise({ priority: 'P2' });
    const now = rig.clock.nowMs();
    await rig.change({ ...alarm, state: 'returned-unacknowledged', returnedAt: now }, returned(now + 60_000));
    await rig.minutes(30);
    expect(rig.told(['returned'])).toEqual([]);
    await rig.escalator.stop();
  });

  test('is not told to who sleeps by then', async () => {
    const hours = [{ days: [1, 2, 3, 4, 5, 6, 7], from: 1320, to: 420 }];
    const people = [person('ann', { quiet: { hours, includesP2: false } }), person('eva')];
    const steps = [step(0, [toPerson('ann'), toPerson('eva')])];
    const rig = await startRig(plan({ people, policies: [policy('all', steps)] }), '2026-01-05T21:30');
    const alarm = await rig.raise({ priority: 'P3' });
    await rig.sendAll();
    await rig.leap(60);
    const now = rig.clock.nowMs();
    await rig.change({ ...alarm, state: 'returned-unacknowledged', returnedAt: now }, returned(now + 60_000));
    await rig.minutes(2);
    expect(rig.told(['returned'])).toEqual(['61 returned eva']);
    await rig.escalator.stop();
  });

  test('that did not last is not told, and the alarm goes on being told', async () => {
    const rig = await startRig(urgent());
    const alarm = await rig.raise({ priority: 'P2' });
    await rig.sendAll();
    const now = rig.clock.nowMs();
    await rig.change({ ...alarm, state: 'returned-unacknowledged', returnedAt: now }, returned(now + 60_000));
    await rig.change(alarm, null);
    await rig.minutes(11.5);
    expect(rig.told()).toEqual(['0 alarm ann', '11 alarm eva']);
    await rig.escalator.stop();
  });

  test('of P1 that nobody has acknowledged leaves the steps going', async () => {
    const rig = await startRig(urgent());
    const alarm = await rig.raise({ priority: 'P1' });
    const now = rig.clock.nowMs();
    const effect = { action: 'returned', at: now + 60_000, keepsOn: true } as const;
    await rig.change({ ...alarm, state: 'returned-unacknowledged', returnedAt: now }, effect);
    await rig.minutes(10);
    expect(rig.told()).toEqual(['0 alarm ann', '10 alarm eva']);
    await rig.escalator.stop();
  });
});
