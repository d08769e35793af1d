import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchingEquipment } from './matching-equipment.ts';

const machine = (id: string, en: string, zh: string, area: string) => ({ id, name: { en, zh }, area });
const MACHINES = [
  machine('F01', 'Feeder 1', '1号馈线', 'lv'),
  machine('F12', 'Kitchen', '厨房', 'lv'),
  machine('CH-1', 'Chiller 1', '1号冷水机组', 'plant'),
  machine('CH-2', 'Chiller 2', '2号冷水机组', 'plant'),
];
const areaName = (area: string): string => (area === 'lv' ? '配电室' : '制冷机房');
const found = (typed: string) => matchingEquipment(MACHINES, typed, areaName).map(({ id }) => id);

test('a machine is found by its number, its name in either language and its room', () => {
  expect(found('')).toEqual(['F01', 'F12', 'CH-1', 'CH-2']);
  expect(found('ch')).toEqual(['CH-1', 'CH-2', 'F12']);
  expect(found('ch-')).toEqual(['CH-1', 'CH-2']);
  expect(found('chiller 2')).toEqual(['CH-2']);
  expect(found('冷水 1号')).toEqual(['CH-1']);
  expect(found('配电室')).toEqual(['F01', 'F12']);
  expect(found('lift')).toEqual([]);
});

test('another word never finds more', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      const wide = found(one);
      for (const id of found(`${one} ${other}`)) expect(wide).toContain(id);
    }),
  );
});
