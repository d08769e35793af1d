import { describe, expect, test } from 'vitest';
import { startRig, urgent } from '../../../tests/harness/escalation-rig.ts';
import { plan, policy, route, step, toPerson, toRotation } from '../on-call/on-call.fixtures.ts';

const HOUR_MS = 3_600_000;
const WORKING = [{ days: [1, 2, 3, 4, 5], from: 480, to: 1080 }];

describe('an acknowledgement', () => {
  test('ends the steps', async () => {
    const rig = await startRig(urgent());
    const alarm = await rig.raise({ priority: 'P1' });
    await rig.minutes(5);
    await rig.acknowledge(alarm);
    await rig.minutes(60);
    expect(rig.told()).toEqual(['0 alarm ann']);
    await rig.escalator.stop();
  });

  test('that comes between finding out who is told and the step tells nobody', async () => {
    const rig = await startRig(urgent());
    const advance = rig.escalations.advance.bind(rig.escalations);
    rig.escalations.advance = async (change) => {
      rig.escalations.apply(change.alarmId, { action: 'stop', at: rig.clock.nowMs() });
      return advance(change);
    };
    await rig.raise({ priority: 'P1' });
    await rig.minutes(30);
    expect(rig.told()).toEqual([]);
    await rig.escalator.stop();
  });
});

describe('a restart', () => {
  test('goes on in the middle of a policy, and what fell due meanwhile is told once', async () => {
    const rig = await startRig(urgent(), '2026-01-06T09:00');
    await rig.raise({ priority: 'P1' });
    await rig.restart(180 * 60_000);
    expect(rig.told()).toEqual(['0 alarm bob', '180 alarm eva']);
    await rig.minutes(2);
    expect(rig.told()).toEqual(['0 alarm bob', '180 alarm eva', '182 alarm bob']);
    await rig.escalator.stop();
    expect(rig.clock.pending).toBe(0);
  });

  test('before the next step is due changes nothing', async () => {
    const rig = await startRig(urgent(), '2026-01-06T09:00');
    await rig.raise({ priority: 'P1' });
    await rig.restart(5 * 60_000);
    expect(rig.told()).toEqual(['0 alarm bob']);
    await rig.minutes(5);
    expect(rig.told()).toEqual(['0 alarm bob', '10 alarm eva']);
    await rig.escalator.stop();
  });

  test('with a site file that has the policy no more routes anew', async () => {
    const rig = await startRig(urgent(), '2026-01-06T09:00');
    await rig.raise({ priority: 'P1' });
    const other = plan({ policies: [policy('new', [step(0, [toPerson('dan')])])], root: route({}, { policy: 'new' }) });
    await rig.restart(11 * 60_000, other);
    expect(rig.told()).toEqual(['0 alarm bob', '11 alarm dan']);
    await rig.escalator.stop();
  });

  test('after a clock that ran far ahead does not wait for years', async () => {
    const rig = await startRig(urgent(), '2026-01-06T09:00');
    await rig.raise({ priority: 'P1' });
    await rig.escalations.shift(400 * 24 * HOUR_MS);
    await rig.restart(1000);
    expect(rig.told(['alarm']).slice(1)).toHaveLength(1);
    await rig.escalator.stop();
  });
});

test('P1 comes before the others when many are due', async () => {
  const rig = await startRig(plan());
  await rig.escalator.stop();
  for (let n = 0; n < 250; n++) await rig.raise({ id: `x~${n}`, priority: n === 249 ? 'P1' : 'P2' });
  await rig.restart(0);
  expect(rig.outbox.rows).toHaveLength(250);
  expect(rig.outbox.rows[0]!.priority).toBe('P1');
  await rig.escalator.stop();
});

test('a step of working hours waits for them', async () => {
  const steps = [step(0, [toRotation()]), step(60, [toPerson('eva')], { hours: WORKING })];
  const rig = await startRig(plan({ policies: [policy('all', steps)] }), '2026-01-09T18:30');
  await rig.raise({ priority: 'P3' });
  await rig.leap(60);
  await rig.leap((2 * 24 + 13.5) * 60 - 61);
  await rig.minutes(2);
  expect(rig.told()).toEqual(['0 alarm ann', `${(2 * 24 + 13.5) * 60} alarm eva`]);
  await rig.escalator.stop();
});

test('a first step after a while waits so long', async () => {
  const rig = await startRig(plan({ policies: [policy('all', [step(3, [toPerson('dan')])])] }));
  await rig.raise({ priority: 'P3' });
  await rig.minutes(5);
  expect(rig.told()).toEqual(['3 alarm dan']);
  await rig.escalator.stop();
});

test('a store that does not answer is asked again', async () => {
  const rig = await startRig(urgent());
  const advance = rig.escalations.advance.bind(rig.escalations);
  rig.escalations.advance = () => Promise.reject(new Error('away'));
  await rig.raise({ priority: 'P1' });
  rig.escalations.advance = advance;
  await rig.minutes(1);
  expect(rig.told(['alarm'])).toHaveLength(1);
  await rig.escalator.stop();
});
