import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleEquipment, examplePoint } from '../../../tests/harness/builders.ts';
import type { Equipment } from '../../domain/equipment.ts';
import type { Point } from '../../domain/point.ts';
import type { Site } from '../../domain/site.ts';
import { createExpressionLanguage } from '../../expressions/cel-language.ts';
import { diskFiles } from '../disk-files.ts';
import { formatMistake, MistakeList } from '../mistakes.ts';
import { resolveSheets } from './resolve-sheets.ts';
import { sheetsSection } from './sheets-schema.ts';

const folder = resolve(import.meta.dirname, '../../../config');

const equipment: Equipment[] = [
  exampleEquipment({ id: 'T1', class: 'transformer', area: 'tx' }),
  exampleEquipment({ id: 'INC1', class: 'meter', area: 'lv', poweredBy: ['T1'] }),
  exampleEquipment({ id: 'F01', class: 'meter', area: 'lv', poweredBy: ['INC1'] }),
  exampleEquipment({ id: 'R1', class: 'room_sensor', area: 'lv', system: 'environment' }),
  exampleEquipment({ id: 'CH-1', class: 'chiller', area: 'plant', system: 'chillers', poweredBy: ['F01'] }),
];
const TAGS = [
  'INC1.i_a',
  'INC1.i_b',
  'INC1.i_c',
  'INC1.e_import',
  'INC1.p_total',
  'F01.i_b',
  'R1.temperature',
  'CH-1.running',
  'CH-1.lchwt',
  'CH-1.hours',
];
const points: Point[] = TAGS.map((tag, index) => {
  const [owner = '', name = ''] = tag.split('.');
  return examplePoint({ index, tag, equipment: owner, name });
});
const site = {
  ...{ id: 'tower', name: { en: 'Tower', zh: '大厦' }, timeZone: 'Asia/Shanghai', equipment, points },
  areas: [
    { id: 'lv', name: { en: 'LV room', zh: '配电室' } },
    { id: 'plant', name: { en: 'Plant', zh: '机房' } },
  ],
} as unknown as Site;

function resolved(section: object) {
  const mistakes = new MistakeList();
  const origin = {
    locate: (path: readonly (string | number)[]) => ({ file: 'site.yaml', line: 1, column: 1, path: path.join('.') }),
    isHidden: () => false,
  };
  const plan = resolveSheets(sheetsSection.parse(section), {
    ...{ files: { folder, ...diskFiles }, expressions: createExpressionLanguage(), site, origin, mistakes },
  });
  return { plan, mistakes: mistakes.all().map(formatMistake) };
}

describe('a site that names no sheets', () => {
  const { plan, mistakes } = resolved({});
  const lv = plan.sheets.find(({ subject }) => subject === 'lv')!;
  const keys = lv.form.blocks.flatMap(({ columns }) => columns.map(({ key, fill }) => `${key} ${fill}`));

  test('gets those that its equipment asks for', () => {
    expect(mistakes).toEqual([]);
    expect(plan.sheets.map(({ id }) => id)).toEqual(['distribution-room-lv', 'chiller-CH-1']);
  });

  test('has each column filled by telemetry where the point is there, and by hand where it is not', () => {
    expect(keys).toContain('lv.INC1.i_a auto');
    expect(keys).toContain('lv.INC1.u_ab hand');
    expect(keys).toContain('feeder.F01.i auto');
    expect(keys).toContain('room.t auto');
    expect(keys).toContain('room.rh hand');
    expect(keys).toContain('lv.INC1.kwh_d derived');
    expect(keys.some((key) => key.startsWith('hv.') || key.startsWith('lv.INC1.f '))).toBe(false);
  });

  test('has its arithmetic written with the cells of the same machine', () => {
    const unbalance = lv.form.blocks.flatMap(({ columns }) => columns).find(({ key }) => key === 'lv.INC1.unb')!;
    expect(unbalance.expr).toBe("unbalance(at('lv.INC1.i_a'), at('lv.INC1.i_b'), at('lv.INC1.i_c'))");
  });

  test('takes the day figures of a chiller from its counters, which bear the names of the columns', () => {
    const [chiller] = plan.sheets.filter(({ subject }) => subject === 'CH-1');
    const day = chiller!.form.blocks.find(({ per }) => per === 'sheet')!;
    expect(day.columns.map(({ key, figure }) => [key, figure])).toEqual([
      ['day.hours', { kind: 'delta', tags: ['CH-1.hours'], column: null }],
    ]);
  });

  test('follows the run state of a chiller', () => {
    expect(plan.sheets[1]!.form.runTag).toBe('CH-1.running');
  });
});

test('a site may say another rhythm, other machines and other days', () => {
  const log = {
    id: 'lv',
    form: 'distribution-room-log',
    subject: 'lv',
    every: '4h',
    roles: { 'lv-incomer': ['INC1'] },
    days: ['mon'],
  };
  const { plan, mistakes } = resolved({ logs: [log] });
  expect(mistakes).toEqual([]);
  expect(plan.sheets[0]).toMatchObject({ id: 'lv', days: [1], form: { slots: [0, 240, 480, 720, 960, 1200] } });
});

test('what is not there is a mistake at its place, with the nearest name', () => {
  const { mistakes } = resolved({
    logs: [
      { id: 'a', form: 'distribution-room-lag', subject: 'lv' },
      { id: 'a', form: 'distribution-room-log', subject: 'lw', roles: { 'lv-incomr': ['INC1'], 'lv-feeder': ['F02'] } },
    ],
    timedStarts: [{ id: 'x', title: { en: 'X', zh: 'X' }, equipment: ['F01'], start: '07:30' }],
    comfort: [{ id: 'y', equipment: 'R1', humidity: [30, 70] }],
  });
  const text = mistakes.join('\n');
  for (const said of [
    'logs.0.form: unknown form "distribution-room-lag"; did you mean "distribution-room-log"?',
    'logs.1.subject: unknown area "lw"; did you mean "lv"?',
    'unknown role "lv-incomr"; did you mean "lv-incomer"?',
    'logs.1.roles.lv-feeder.0: unknown equipment "F02"; did you mean "F01"?',
    'logs.1.id: a second entry has the id "a"',
    'timedStarts.0.equipment.0: F01 does not say whether it runs',
    'comfort.0.humidity: R1 has no point humidity',
  ]) {
    expect(text).toContain(said);
  }
});
