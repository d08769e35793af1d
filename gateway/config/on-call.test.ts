import { describe, expect, it } from 'vitest';
import type { OnCallPlan } from '../domain/on-call.ts';
import { loadText, mistakesOf } from './load.fixtures.ts';
import { CHANNELS, ON_CALL } from './on-call.fixtures.ts';

function planOf(onCall: string, site = CHANNELS): OnCallPlan {
  const result = loadText({ site: site + onCall });
  if (!result.ok) throw new Error(mistakesOf(result).join('\n'));
  expect(result.warnings).toEqual([]);
  return result.value.onCall;
}

describe('a site that only says what its channels are told', () => {
  it('has a plan that tells them at once', () => {
    const plan = planOf('');
    expect(plan.root).toMatchObject({ policy: undefined, match: { priorities: [] } });
    expect(plan.root.children.map(({ match, policy, goesOn }) => [match.priorities, policy, goesOn])).toEqual([
      [['P1', 'P4'], 'channel:desk', true],
      [['P1', 'P2'], 'channel:phone', true],
    ]);
    expect(plan.policies[0]?.steps).toEqual([
      { afterMs: 0, targets: [{ kind: 'channel', channel: 'desk' }], via: [], hours: [] },
    ]);
    expect(plan.siteDuty).toEqual([{ kind: 'channel', channel: 'phone' }]);
  });
});

describe('people on call', () => {
  const plan = planOf(ON_CALL);

  it('are as the file says', () => {
    expect(plan.people[1]).toEqual({
      ...{ id: 'li', name: 'Li', language: 'en', contacts: [{ channel: 'phone', address: '+8613800000002' }] },
      quiet: { hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: 1320, to: 420 }], includesP2: false },
    });
    expect(plan.rotations).toEqual([
      {
        ...{
          id: 'duty',
          title: { en: 'Duty', zh: '值班' },
          timeZone: 'Asia/Shanghai',
          start: '2026-01-05',
          handoff: 480,
        },
        turn: {
          every: 'pattern',
          shifts: [
            { from: 480, to: 1200 },
            { from: 1200, to: 480 },
          ],
          days: [
            [0, 1],
            [1, 0],
          ],
        },
        members: ['wang', 'li'],
      },
    ]);
    expect(plan.siteDuty).toEqual([{ kind: 'rotation', rotation: 'duty' }]);
  });

  it('are told as the house does it; parts nobody plays are left out, and their waiting stays', () => {
    const stepsOf = (id: string) =>
      plan.policies
        .find((policy) => policy.id === id)
        ?.steps.map(({ afterMs, targets }) => [afterMs / 60_000, targets.map(({ kind }) => kind)]);
    expect(stepsOf('p1')).toEqual([
      [0, ['rotation']],
      [2, ['rotation']],
    ]);
    expect(stepsOf('entrapment')).toEqual([[0, ['rotation', 'team']]]);
    expect(stepsOf('p2')).toEqual([
      [0, ['rotation']],
      [10, ['rotation']],
    ]);
    expect(plan.policies.find(({ id }) => id === 'p4')?.digestAt).toBe(510);
    expect(plan.root.children.map(({ match, policy }) => [match.priorities, match.equipmentClasses, policy])).toEqual([
      [['P1', 'P4'], [], 'channel:desk'],
      [['P1'], ['lift'], 'entrapment'],
      [['P1'], [], 'p1'],
      [['P2'], [], 'p2'],
      [['P3'], [], 'p3'],
      [['P4'], [], 'p4'],
    ]);
    expect(plan.root.policy).toBe('p2');
  });

  it('have the escalation of the house when every part is played', () => {
    const roles = `${ON_CALL}    shiftLead: [{ person: li }]\n    chief: [{ person: wang }]\n    group: [{ channel: desk }]\n`;
    const urgent = planOf(roles).policies.find(({ id }) => id === 'p1');
    expect(urgent?.steps.map(({ afterMs }) => afterMs / 60_000)).toEqual([0, 2, 3, 5]);
    expect(urgent?.steps[1]?.via).toEqual(['phone']);
    expect(urgent?.repeat).toEqual({ afterMs: 600_000, times: Number.MAX_SAFE_INTEGER });
    const medium = planOf(roles).policies.find(({ id }) => id === 'p3');
    expect(medium?.steps[1]).toMatchObject({
      afterMs: 3_600_000,
      hours: [{ days: [1, 2, 3, 4, 5], from: 480, to: 1080 }],
    });
  });

  it('may have policies and routes of their own, before those of the house', () => {
    const own = `${ON_CALL}  policies:
    - { id: p2, title: { en: Mine, zh: 自定 }, steps: [{ tell: [{ person: li }] }], repeat: { after: 5m, times: 2 } }
  routes:
    - match: { conditions: ['F01.*'], hours: ['mon 08:00-09:00'] }
      policy: p2
      routes: [{ match: { priorities: [P4] }, policy: p4 }]
`;
    const { policies, root } = planOf(own);
    expect(policies.filter(({ id }) => id === 'p2')).toMatchObject([{ title: { en: 'Mine' }, repeat: { times: 2 } }]);
    expect(root.children[1]).toMatchObject({
      ...{ policy: 'p2', goesOn: false },
      match: { conditions: ['F01.*'], hours: [{ days: [1], from: 480, to: 540 }] },
      children: [{ policy: 'p4', match: { priorities: ['P4'] } }],
    });
  });
});
