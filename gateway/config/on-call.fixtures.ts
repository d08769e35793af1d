import { loadText, mistakesOf, SITE } from './load.fixtures.ts';

/** The usual site with a robot and telephones. */
export const CHANNELS = SITE.replace('webhook, url', 'webhook, priorities: [P1, P4], url').replace(
  /$/,
  '    - { id: phone, kind: sms }\n',
);

/** Two people who take turns by day and night, a team, and two parts played. */
export const ON_CALL = `onCall:
  people:
    - { id: wang, name: 王强, contacts: [{ channel: phone, address: '+8613800000001' }] }
    - id: li
      name: Li
      language: en
      contacts: [{ channel: phone, address: '+8613800000002' }]
      quiet: { hours: ['daily 22:00-07:00'] }
  teams:
    - { id: lifts, title: { en: Lift contractor, zh: 电梯维保 }, members: [li], deputies: [wang] }
  rotations:
    - id: duty
      title: { en: Duty, zh: 值班 }
      start: 2026-01-05
      pattern:
        shifts: ['08:00-20:00', '20:00-08:00']
        days: [[wang, li], [li, wang]]
  roles:
    duty: [{ rotation: duty }]
    liftContractor: [{ team: lifts }]
`;

/** The mistakes of the site with this section. */
export const onCallMistakes = (onCall: string): readonly string[] => mistakesOf(loadText({ site: CHANNELS + onCall }));
