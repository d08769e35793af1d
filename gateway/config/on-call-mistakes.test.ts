import { expect, test } from 'vitest';
import { loadText } from './load.fixtures.ts';
import { CHANNELS, ON_CALL, onCallMistakes } from './on-call.fixtures.ts';

const change = (from: string, to: string): string => {
  expect(ON_CALL).toContain(from);
  return ON_CALL.replace(from, to);
};

const ROTATION = 'days: [[wang, li], [li, wang]]';

test.each([
  [
    'an unknown person',
    change('members: [li]', 'members: [wangg]'),
    'onCall.teams[0].members[0]: unknown person "wangg"; did you mean "wang"?',
  ],
  [
    'a person of a pattern',
    change(ROTATION, 'days: [[wang, lii]]'),
    'onCall.rotations[0].pattern.days[0][1]: unknown person "lii"; did you mean "li"?',
  ],
  [
    'an unknown rotation',
    change('{ rotation: duty }', '{ rotation: dutty }'),
    'onCall.roles.duty[0].rotation: unknown rotation "dutty"; did you mean "duty"?',
  ],
  [
    'an unknown channel',
    change("channel: phone, address: '+8613800000001'", 'channel: fax'),
    'onCall.people[0].contacts[0].channel: unknown channel "fax"',
  ],
  [
    'an address',
    change("'+8613800000001'", "'138'"),
    'onCall.people[0].contacts[0].address: is not an address of this channel; allowed: a number such as',
  ],
  [
    'an address where there are none',
    change("channel: phone, address: '+8613800000001'", "channel: desk, address: '1'"),
    'a webhook channel has no addresses of people',
  ],
  [
    'somebody without a contact',
    change("contacts: [{ channel: phone, address: '+8613800000001' }]", 'contacts: []'),
    'onCall.people[0]: wang is to be told of alarms, but has no contact',
  ],
  [
    'a shift without a name',
    change(ROTATION, 'days: [[wang]]'),
    'onCall.rotations[0].pattern.days[0]: names 1 of 2 shifts',
  ],
  [
    'a time zone',
    change('start: 2026-01-05', 'start: 2026-01-05\n      timeZone: Asia/Nowhere'),
    '"Asia/Nowhere" is not a time zone',
  ],
  ['a day that is none', change('2026-01-05', '2026-02-30'), 'is not in the calendar'],
  ['an id used twice', change('id: li\n', 'id: wang\n'), 'the id "wang" is used twice'],
  [
    'a gap in the nights',
    change(ROTATION, 'days: [[wang, li], [li, null]]'),
    'onCall.roles.duty: policy p2: nobody is reached from 2026-01-06 20:00 to 2026-01-07 08:00',
  ],
  [
    'nobody at all',
    change('  roles:\n    duty: [{ rotation: duty }]\n    liftContractor: [{ team: lifts }]\n', ''),
    'onCall: nobody is told of what no route matches; allowed: roles with duty',
  ],
  [
    'equipment nobody has',
    `${ON_CALL}  routes: [{ match: { equipment: [F03] }, policy: p1 }]\n`,
    'onCall.routes[0].match.equipment[0]: unknown equipment "F03"; did you mean "F01"?',
  ],
  [
    'a kind there is not',
    `${ON_CALL}  routes: [{ match: { kinds: [limmit] }, policy: p1 }]\n`,
    'match.kinds[0]: unknown condition kind "limmit"; did you mean "limit"?',
  ],
  ['a policy nobody has', `${ON_CALL}  policy: p9\n`, 'onCall.policy: unknown policy "p9"'],
])('the place of %s is named', (_name, onCall, mistake) => {
  const found = onCallMistakes(onCall);
  expect(found.join('\n')).toContain(mistake);
});

test('a route that no alarm can take is doubtful', () => {
  const route = `  routes: [{ match: { conditions: ['F01.*', 'F09.*', 'F02.overcurrent'] }, policy: p1 }]\n`;
  const { warnings } = loadText({ site: CHANNELS + ON_CALL + route });
  expect(warnings).toMatchObject([
    { path: 'onCall.routes[0].match.conditions[1]', message: '"F09.*" matches no alarm' },
  ]);
});
