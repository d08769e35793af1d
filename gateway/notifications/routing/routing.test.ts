import { describe, expect, test } from 'vitest';
import { exampleAlarm } from '../../../tests/harness/alarm-records.ts';
import type { Alarm } from '../../domain/alarm.ts';
import type { EquipmentClass } from '../../domain/equipment.ts';
import type { Route } from '../../domain/on-call.ts';
import { route } from '../on-call/on-call.fixtures.ts';
import { findPolicies } from './find-policies.ts';

const NOON = Date.UTC(2026, 0, 5, 12);

const policiesOf = (root: Route, alarm: Partial<Alarm> = {}, equipmentClass: EquipmentClass = 'chiller', at = NOON) =>
  findPolicies(root, { alarm: exampleAlarm(alarm), equipmentClass, at }, 'UTC');

const site = (...children: Route[]): Route => route({}, { policy: 'root', children });

test('an alarm that no route is for is told by the policy of the root', () => {
  expect(policiesOf(site())).toEqual(['root']);
  expect(policiesOf(site(route({ priorities: ['P1'] }, { policy: 'urgent' })))).toEqual(['root']);
});

test('the first that matches wins', () => {
  const root = site(route({ systems: ['chillers'] }, { policy: 'cold' }), route({}, { policy: 'late' }));
  expect(policiesOf(root)).toEqual(['cold']);
  expect(policiesOf(root, { system: 'lifts' })).toEqual(['late']);
});

test('a route that lets others match is told beside them, the root being the last', () => {
  const also = route({ systems: ['chillers'] }, { policy: 'contractor', goesOn: true });
  expect(policiesOf(site(also))).toEqual(['contractor', 'root']);
  expect(policiesOf(site(also, route({ priorities: ['P2'] }, { policy: 'high' })))).toEqual(['contractor', 'high']);
});

test('children are looked at before their parent, and have its policy where they name none', () => {
  const night = route({ hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: 1200, to: 480 }] }, { policy: 'night' });
  const cold = route({ systems: ['chillers'] }, { policy: 'cold', children: [night, route({ kinds: ['limit'] })] });
  expect(policiesOf(site(cold))).toEqual(['cold']);
  expect(policiesOf(site(cold), {}, 'chiller', NOON + 10 * 3_600_000)).toEqual(['night']);
});

test('a child that lets others match does so within its parent only', () => {
  const cold = route(
    { systems: ['chillers'] },
    { policy: 'cold', children: [route({}, { policy: 'a', goesOn: true })] },
  );
  expect(policiesOf(site(cold, route({}, { policy: 'b' })))).toEqual(['a', 'cold']);
  expect(policiesOf(site({ ...cold, goesOn: true }, route({}, { policy: 'b' })))).toEqual(['a', 'cold', 'b']);
});

test('nothing is told where no route on the way has a policy', () => {
  expect(policiesOf(route({}))).toEqual([]);
});

describe('a route asks for', () => {
  const asks: readonly [string, Partial<Route['match']>, Partial<Alarm>][] = [
    ['priority', { priorities: ['P1', 'P2'] }, { priority: 'P3' }],
    ['class', { classes: ['equipment'] }, { class: 'safety' }],
    ['system', { systems: ['chillers'] }, { system: 'water' }],
    ['equipment', { equipment: ['CH-1'] }, { equipment: 'CH-2' }],
    ['kind', { kinds: ['limit'] }, { kind: 'deviation' }],
    ['condition', { conditions: ['CH-1.high'] }, { conditionId: 'CH-1.higher' }],
    ['beginning of a condition', { conditions: ['L01.x', 'CH-1.*'] }, { conditionId: 'CH-10.high' }],
  ];
  test.each(asks)('%s', (_what, match, other) => {
    const root = site(route(match, { policy: 'own' }));
    expect(policiesOf(root)).toEqual(['own']);
    expect(policiesOf(root, other)).toEqual(['root']);
  });

  test('equipment class', () => {
    const root = site(route({ equipmentClasses: ['lift'] }, { policy: 'own' }));
    expect(policiesOf(root, {}, 'lift')).toEqual(['own']);
    expect(policiesOf(root)).toEqual(['root']);
    const gone = { alarm: exampleAlarm(), equipmentClass: undefined, at: NOON };
    expect(findPolicies(root, gone, 'UTC')).toEqual(['root']);
  });
});
