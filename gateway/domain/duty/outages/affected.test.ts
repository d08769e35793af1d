import fc from 'fast-check';
import { expect, test } from 'vitest';
import { affectedBy } from './affected.ts';

const machine = (id: string, ...poweredBy: string[]) => ({ id, poweredBy, cooledBy: [] });
const HOUSE = [
  machine('INC1'),
  machine('G1'),
  machine('ATS', 'INC1', 'G1'),
  machine('F1', 'INC1'),
  machine('L1', 'F1'),
];

test('everything that hangs on it alone is affected; what has another source is not', () => {
  expect(affectedBy(HOUSE, ['INC1'], 'power')).toEqual(['INC1', 'F1', 'L1']);
  expect(affectedBy(HOUSE, ['INC1', 'G1'], 'power').toSorted()).toEqual(['ATS', 'F1', 'G1', 'INC1', 'L1']);
  expect(affectedBy(HOUSE, ['F1'], 'water')).toEqual(['F1']);
});

test('it ends, holds what was switched off, and never grows by switching less off', () => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F'];
  const nets = fc.tuple(...names.map((id) => fc.subarray(names).map((sources) => machine(id, ...sources))));
  fc.assert(
    fc.property(nets, fc.subarray(names), fc.subarray(names), (net, off, more) => {
      const less = affectedBy(net, off, 'power');
      const all = affectedBy(net, [...new Set([...off, ...more])], 'power');
      expect(less).toEqual(expect.arrayContaining(off));
      expect(all).toEqual(expect.arrayContaining([...less]));
    }),
  );
});
