import { describe, expect, test } from 'vitest';
import { startRig, urgent } from '../../../tests/harness/escalation-rig.ts';
import type { DutyBody } from '../../ports/notice-body.ts';
import {
  agreed,
  person,
  plan,
  policy,
  rotation,
  route,
  step,
  text,
  toChannel,
  toPerson,
  toRotation,
  toTeam,
} from '../on-call/on-call.fixtures.ts';

const HOUR_MS = 3_600_000;

describe('when nobody can be told', () => {
  const nobody = urgent({ rotations: [rotation({ members: [] })] });

  test('the duty contact is, with the reason', async () => {
    const rig = await startRig(nobody);
    await rig.raise({ priority: 'P1', equipment: 'CH-1' });
    expect(rig.told()).toEqual(['0 alarm eva', '0 duty eva']);
    const { code, text: said } = JSON.parse(rig.outbox.rows[1]!.body ?? '') as DutyBody;
    expect(code).toBe('UNROUTABLE');
    expect(said.en).toContain('P1 CH-1');
    expect(rig.outbox.rows[1]!.priority).toBe('P2');
    await rig.escalator.stop();
  });

  test('everybody is, where there is no duty contact', async () => {
    const rig = await startRig({ ...nobody, siteDuty: [] });
    await rig.raise({ priority: 'P1' });
    expect(rig.told(['alarm'])).toEqual(['ann', 'bob', 'cat', 'dan', 'eva'].map((id) => `0 alarm ${id}`));
    await rig.escalator.stop();
  });

  test('a group is told all the same', async () => {
    const steps = [step(0, [toRotation(), toChannel('robot')])];
    const rig = await startRig({ ...nobody, policies: [policy('all', steps)] });
    await rig.raise({ priority: 'P2' });
    expect(rig.told(['alarm'])).toEqual(['0 alarm robot', '0 alarm eva']);
    await rig.escalator.stop();
  });

  test('and no route has a policy, the duty contact is told again and again', async () => {
    const rig = await startRig(urgent({ root: route({}) }));
    await rig.raise({ priority: 'P2' });
    await rig.minutes(10);
    expect(rig.told()).toEqual(['0 alarm eva', '10 alarm eva']);
    await rig.escalator.stop();
  });

  test('on a site without people, nothing happens', async () => {
    const rig = await startRig(urgent({ root: route({}), people: [], siteDuty: [toChannel('robot')] }));
    await rig.raise({ priority: 'P1' });
    expect(rig.told()).toEqual([]);
    expect(await rig.escalations.running()).toEqual([]);
    await rig.escalator.stop();
  });
});

test('trapped passengers: duty, security and contractor at once, the second contractor and the shift lead after two minutes', async () => {
  const trapped = policy('entrapment', [
    step(0, [toRotation(), toPerson('cat'), toPerson('dan')]),
    step(2, [toPerson('fay'), toPerson('eva')]),
  ]);
  const lifts = route({ equipmentClasses: ['lift'], priorities: ['P1'] }, { policy: 'entrapment' });
  const people = [...plan().people, person('fay')];
  const rig = await startRig(
    plan({ people, policies: [...plan().policies, trapped], root: route({}, { policy: 'all', children: [lifts] }) }),
  );
  await rig.raise({ priority: 'P1', equipment: 'L01' });
  expect(rig.told()).toEqual(['0 alarm ann', '0 alarm cat', '0 alarm dan']);
  await rig.minutes(2);
  expect(rig.told().slice(3)).toEqual(['2 alarm fay', '2 alarm eva']);
  await rig.escalator.stop();
});

test('only the channels of the step are used, or all of a person who has none of them', async () => {
  const contacts = ['push', 'sms'].map((channel) => ({ channel, address: 'x' }));
  const people = [person('ann', { contacts }), person('bob')];
  const steps = [step(0, [toPerson('ann'), toPerson('bob')], { via: ['push'] })];
  const rig = await startRig(plan({ people, policies: [policy('all', steps)] }));
  await rig.raise({});
  expect(rig.outbox.rows.map(({ recipient, channel }) => `${recipient} ${channel}`)).toEqual(['ann push', 'bob sms']);
  await rig.escalator.stop();
});

test('a team is its members, with a deputy for each who was taken out of the duty', async () => {
  const teams = [{ id: 'hall', title: text('Hall'), members: ['ann', 'bob'], deputies: ['cat', 'dan'] }];
  const rig = await startRig(plan({ teams, policies: [policy('all', [step(0, [toTeam('hall')])])] }));
  await rig.duty.add(agreed({ kind: 'remove', instead: 'ann', from: 0, to: rig.startMs + HOUR_MS }));
  await rig.raise({});
  expect(rig.told()).toEqual(['0 alarm bob', '0 alarm cat']);
  await rig.escalator.stop();
});
