import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { testDevice } from './device.fixtures.ts';
import { holesOf } from './hole-words.ts';
import { NOTHING_LEARNED } from './holes.ts';
import { Unit } from './unit.ts';

const COST = { requestMs: 5, registerMs: 0.02, bitMs: 0.00125 };

test('holes in words: ranges, borders, limits, tables; at most fifty lines', () => {
  const unit = new Unit(testDevice([{ table: 'holding', register: 0 }]), COST, new ManualClock());
  expect(holesOf(unit)).toEqual([]);
  unit.remember({
    tables: new Map([
      ['holding', { ...NOTHING_LEARNED, unsupported: [{ start: 0x0fa0, end: 0x0fa2 }], cuts: [0x0100] }],
      ['input', { ...NOTHING_LEARNED, cap: 60 }],
      ['coil', { ...NOTHING_LEARNED, isRefused: true }],
    ]),
    cost: undefined,
  });
  expect(holesOf(unit)).toEqual([
    'holding 0x0FA0+2 refused',
    'holding 0x0100: not read together with what is before it',
    'input: at most 60 registers in one request',
    'coil: not offered',
  ]);
  const many = Array.from({ length: 80 }, (_, i) => ({ start: i, end: i + 1 }));
  unit.remember({ tables: new Map([['input', { ...NOTHING_LEARNED, unsupported: many }]]), cost: undefined });
  expect(holesOf(unit)).toHaveLength(50);
  expect(holesOf(unit).at(-1)).toBe('and 34 more');
});
