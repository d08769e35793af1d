import { describe, expect, test } from 'vitest';
import { startRig } from '../../../tests/harness/escalation-rig.ts';
import type { DigestBody } from '../../ports/notice-body.ts';
import { plan, policy, route, step, toChannel, toRotation } from '../on-call/on-call.fixtures.ts';

const HOUR_MS = 3_600_000;

describe('a digest', () => {
  const daily = plan({
    policies: [policy('p4', [step(0, [toRotation()])], { digestAt: 510 })],
    root: route({}, { policy: 'p4' }),
  });

  test('tells everything of a day in one message at its local minute', async () => {
    const rig = await startRig(daily, '2026-01-06T09:00');
    await rig.raise({ id: 'a~1', priority: 'P4' });
    await rig.leap(60);
    const answered = await rig.raise({ id: 'b~1', priority: 'P4' });
    await rig.leap(60);
    await rig.raise({ id: 'c~1', priority: 'P4' });
    await rig.acknowledge(answered);
    await rig.leap(21.5 * 60 - 1);
    await rig.minutes(2);
    // The duty of Tuesday, bob's, ends at 08:00.
    expect(rig.told()).toEqual([`${23.5 * 60} digest ann`]);
    expect(JSON.parse(rig.outbox.rows[0]!.body ?? '') as DigestBody).toEqual({ alarms: ['a~1', 'c~1'], total: 2 });
    expect(await rig.escalations.running()).toEqual([]);
    await rig.escalator.stop();
  });

  test('is sent once, though the process ended in the middle of it', async () => {
    const rig = await startRig(daily, '2026-01-06T08:00');
    for (const id of ['a~1', 'b~1', 'c~1']) await rig.raise({ id, priority: 'P4' });
    const advance = rig.escalations.advance.bind(rig.escalations);
    let calls = 0;
    rig.escalations.advance = (change) => (calls++ < 1 ? advance(change) : Promise.reject(new Error('killed')));
    await rig.minutes(30);
    rig.escalations.advance = advance;
    await rig.restart(60_000);
    expect(rig.told()).toEqual(['30 digest bob']);
    expect(await rig.escalations.running()).toEqual([]);
    await rig.escalator.stop();
  });

  test('comes after what is told at once', async () => {
    const both = plan({
      policies: [...daily.policies, policy('robot', [step(0, [toChannel('robot')])])],
      root: route({}, { policy: 'p4', children: [route({}, { policy: 'robot', goesOn: true })] }),
    });
    const rig = await startRig(both, '2026-01-06T08:00');
    await rig.raise({ priority: 'P4' });
    await rig.minutes(60);
    expect(rig.told()).toEqual(['0 alarm robot', '30 digest bob']);
    await rig.escalator.stop();
  });

  test('keeps to its local minute when the clock is set', async () => {
    const rig = await startRig(daily, '2026-01-06T04:00');
    await rig.raise({ priority: 'P4' });
    rig.clock.stepWall(2 * HOUR_MS);
    await rig.leap(2.5 * 60 - 1);
    await rig.minutes(2);
    expect(rig.outbox.rows.map(({ queuedAt }) => new Date(queuedAt).toISOString().slice(11, 16))).toEqual(['08:30']);
    await rig.escalator.stop();
  });
});
