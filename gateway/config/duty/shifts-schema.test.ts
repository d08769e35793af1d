import { describe, expect, test } from 'vitest';
import { loadText, mistakesOf } from '../load.fixtures.ts';
import { CHANNELS, ON_CALL } from '../on-call.fixtures.ts';

const HALF_DAYS = [
  { from: 480, to: 1200 },
  { from: 1200, to: 480 },
];

function load(duty: string, onCall = ON_CALL) {
  const loaded = loadText({ site: CHANNELS + onCall + duty });
  if (!loaded.ok) throw new Error(mistakesOf(loaded).join('\n'));
  return loaded.value.duty;
}
const mistakes = (duty: string) => mistakesOf(loadText({ site: CHANNELS + ON_CALL + duty }));

describe('shifts', () => {
  test('without a word come from the rotations that change within a day', () => {
    expect(load('').shifts).toEqual({
      trades: [
        {
          ...{
            id: 'duty',
            title: { en: 'Duty', zh: '值班' },
            rotation: 'duty',
            hours: HALF_DAYS,
            minimum: 1,
            systems: [],
          },
          checkBy: undefined,
        },
      ],
      ...{ holidays: [], opensBeforeMs: 600_000, lateAfterMs: 900_000, values: [] },
    });
  });

  test('a week of being on call is no shift', () => {
    const weekly = ON_CALL.replace(/pattern:\n.*\n.*\n/, 'members: [wang, li]\n');
    expect(load('', weekly).shifts.trades).toEqual([]);
  });

  test('a rotation of eight hours is three shifts, a daily one is one of a day', () => {
    const every = (text: string) =>
      ON_CALL.replace(/pattern:\n.*\n.*\n/, `every: ${text}\n      members: [wang, li]\n`);
    expect(load('', every('{ hours: 8 }')).shifts.trades[0]?.hours).toEqual([
      { from: 480, to: 960 },
      { from: 960, to: 0 },
      { from: 0, to: 480 },
    ]);
    expect(load('', every('{ days: 1 }')).shifts.trades[0]?.hours).toEqual([{ from: 480, to: 480 }]);
  });

  test('as the site has them', () => {
    const duty = `duty:
  shifts:
    trades:
      - { id: power, rotation: duty, hours: ['07:30-19:30', '19:30-07:30'], minimum: 2, systems: [power], checkBy: '23:00' }
    holidays: [{ date: 2026-10-01, title: { en: National Day, zh: 国庆节 } }]
    opensBefore: 20m
    values: [F01.current]
`;
    expect(load(duty).shifts).toMatchObject({
      trades: [{ id: 'power', minimum: 2, systems: ['power'], checkBy: 1380, hours: [{ from: 450, to: 1170 }, {}] }],
      ...{ holidays: [{ date: '2026-10-01' }], opensBeforeMs: 1_200_000, values: ['F01.current'] },
    });
  });

  test('what does not exist is told with its place and what is near', () => {
    const duty = `duty:
  shifts:
    trades:
      - { id: a, rotation: dutty }
      - { id: a, rotation: duty }
    values: [F01.curent]
`;
    expect(mistakes(duty)).toEqual([
      expect.stringContaining('duty.shifts.trades[0].rotation: unknown rotation "dutty"; did you mean "duty"?'),
      expect.stringContaining('duty.shifts.trades[1].id: a second trade "a"'),
      expect.stringContaining('duty.shifts.values[0]: unknown point "F01.curent"; did you mean "F01.current"?'),
    ]);
  });
});

describe('visitors', () => {
  test('need leave for rooms with power, unless the site says otherwise', () => {
    expect(load('').visits).toEqual({ closedAreas: ['lv-room'], overstayMs: 1_800_000 });
    expect(load('duty: { visits: { closedAreas: [], overstay: 1h } }\n').visits).toEqual({
      ...{ closedAreas: [], overstayMs: 3_600_000 },
    });
  });

  test('an area that does not exist is told', () => {
    expect(mistakes('duty: { visits: { closedAreas: [lv-rom] } }\n')).toEqual([
      expect.stringContaining('duty.visits.closedAreas[0]: unknown area "lv-rom"; did you mean "lv-room"?'),
    ]);
  });
});
