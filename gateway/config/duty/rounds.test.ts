import { expect, test } from 'vitest';
import type { MeterRunsPlan } from '../../domain/duty/meter-runs/meter-runs-plan.ts';
import type { RoundsPlan } from '../../domain/duty/rounds/rounds-plan.ts';
import { loadText, METER, mistakesOf, SITE } from '../load.fixtures.ts';
import { CHANNELS, ON_CALL } from '../on-call.fixtures.ts';

const ROUNDS = `
duty:
  rounds:
    plans:
      - id: lv
        title: { en: LV room, zh: 配电室 }
        every: 2h
        stops:
          - area: lv-room
          - equipment: F01
            checks:
              - { id: load, title: { en: Load, zh: 负荷 }, type: number, point: F01.current, normal: [0, 700] }
      - id: monthly
        title: { en: Detailed, zh: 细查 }
        monthDays: [1, -1]
        weekdays: []
        stops: [{ area: lv-room }]
`;
const METERS = `
duty:
  meterRuns:
    monthDays: [20]
    meters:
      - { id: main, kind: electricity, point: F01.energy }
      - { id: shop, kind: electricity, area: lv-room, parent: main, consumer: Shop, factor: 40 }
`;

function dutyOf(extra: string): { readonly rounds: RoundsPlan; readonly meterRuns: MeterRunsPlan } {
  const loaded = loadText({ site: `${SITE}${extra}` });
  if (!loaded.ok) throw new Error(mistakesOf(loaded).join('\n'));
  return loaded.value.duty;
}

test('rounds are read with what stands at their places', () => {
  const { rounds } = dutyOf(ROUNDS);
  const [lv, monthly] = rounds.plans;
  expect(lv!.schedule.times).toHaveLength(12);
  expect(monthly!.schedule).toMatchObject({ times: [540], monthDays: [1, -1] });
  expect(lv!.stops.map(({ id, area, equipment }) => [id, area, equipment])).toEqual([
    ['lv-room', 'lv-room', null],
    ['F01', 'lv-room', 'F01'],
  ]);
  expect(lv!.stops[1]!.checks).toMatchObject([{ id: 'load', point: 'F01.current', unit: 'A', normal: [0, 700] }]);
  expect(lv!.stops[0]!.checks.length).toBeGreaterThan(3);
  expect(lv!.stops[0]!.code).toMatch(/^a-lv-room-[0-9A-Z]{6}$/);
});

test('a site that says nothing walks the rooms of the machines it has', () => {
  expect(dutyOf('').rounds.plans).toEqual([]);
  const template = METER.replace('class: meter', 'class: breaker');
  const loaded = loadText({ template });
  if (!loaded.ok) throw new Error(mistakesOf(loaded).join('\n'));
  expect(loaded.value.duty.rounds.plans).toMatchObject([{ id: 'power', stops: [{ id: 'lv-room' }] }]);
});

test('the meters of a site that names none are those of its energy page, behind one another as they are fed', () => {
  const { meterRuns } = dutyOf('');
  expect(meterRuns.schedule).toMatchObject({ times: [600], monthDays: [-1] });
  expect(meterRuns.meters).toMatchObject([
    { id: 'F01', point: 'F01.energy', unit: 'kWh', parent: null },
    { id: 'F02', point: 'F02.energy', parent: 'F01' },
  ]);
});

test('meters are read with their place, their consumer and what they are behind', () => {
  const { meterRuns } = dutyOf(METERS);
  expect(meterRuns.schedule.monthDays).toEqual([20]);
  expect(meterRuns.meters).toMatchObject([
    { id: 'main', title: { en: 'Feeder 1' }, area: 'lv-room', equipment: 'F01', unit: 'kWh' },
    { id: 'shop', point: null, unit: 'kWh', parent: 'main', consumer: 'Shop', factor: 40 },
  ]);
});

test.each([
  [
    'area: lv-room\n          - equipment',
    'area: lv-rom\n          - equipment',
    'unknown area "lv-rom"; did you mean "lv-room"?',
  ],
  ['equipment: F01', 'equipment: F03', 'unknown equipment "F03"'],
  ['point: F01.current', 'point: F01.curent', 'unknown point "F01.curent"; did you mean "F01.current"?'],
  ['id: monthly', 'id: lv', 'the id "lv" is used twice'],
  ['every: 2h', 'every: 90s', 'whole minutes, from 10m to 24h'],
  ['every: 2h', 'rotation: night', 'unknown rotation "night"'],
  ['[{ area: lv-room }]', '[{ title: { en: x, zh: x } }]', 'is at one place'],
  ['every: 2h', 'every: 2h\n        window: { late: 4h }', 'is late only after it is over'],
])('a mistake in a round is said with its place: %s → %s', (from, to, message) => {
  expect(ROUNDS).toContain(from);
  const text = mistakesOf(loadText({ site: SITE + ROUNDS.replace(from, to) })).join('\n');
  expect(text).toContain(message);
  expect(text).toMatch(/site\.yaml:\d+:\d+ duty\.rounds\.plans/);
});

test('of late and missed rounds those are told whom the site names, else who leads the shift, else its duty contact', () => {
  expect(dutyOf(ROUNDS).rounds.tell).toEqual([]);
  const onCall = ON_CALL.replace('- id: duty', '- id: lead').replace('[{ rotation: duty }]', '[{ rotation: lead }]');
  const load = (section = '') => loadText({ site: `${CHANNELS}${onCall}${section}` });
  const tellOf = (section = '') => {
    const loaded = load(section);
    if (!loaded.ok) throw new Error(mistakesOf(loaded).join('\n'));
    return loaded.value.duty.rounds.tell;
  };
  expect(tellOf()).toEqual([{ kind: 'rotation', rotation: 'lead' }]);
  const named = 'duty:\n  rounds:\n    tell: [{ person: li }]\n';
  expect(tellOf(named)).toEqual([{ kind: 'person', person: 'li' }]);
  const wrong = mistakesOf(load(named.replace('person: li', 'person: lu')));
  expect(wrong.join('\n')).toMatch(/duty\.rounds\.tell\[0\]\.person.*unknown person "lu"; did you mean "li"/);
});

test.each([
  ['point: F01.energy', 'point: F01.current', 'unknown counter "F01.current"'],
  ['parent: main', 'parent: mian', 'unknown meter "mian"; did you mean "main"?'],
  ['parent: main', 'parent: shop', 'is behind itself'],
  ['area: lv-room, ', '', 'a meter read by hand needs its area'],
  ['point: F01.energy }', 'point: F01.energy, factor: 2 }', 'the scale of the point says it already'],
  ['id: shop', 'id: main', 'the id "main" is used twice'],
])('a mistake in a meter is said with its place: %s → %s', (from, to, message) => {
  expect(METERS).toContain(from);
  const text = mistakesOf(loadText({ site: SITE + METERS.replace(from, to) })).join('\n');
  expect(text).toContain(message);
  expect(text).toMatch(/site\.yaml:\d+:\d+ duty\.meterRuns\.meters/);
});
