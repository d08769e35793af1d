import { expect, test } from 'vitest';
import type { RegisteredPoint } from '../../point-register.ts';
import { LineBuilder, lineText } from './wide-lines.ts';

const base: RegisteredPoint = {
  id: 1,
  index: 0,
  tag: 'CH-1.supply',
  kind: 'number',
  unit: '℃',
  equipment: 'CH-1',
  equipmentClass: 'chiller',
  area: 'plant room',
  name: 'supply',
  deadband: 0,
};

function build(points: readonly RegisteredPoint[], samples: readonly [number, number, number, number][]): string[] {
  const batch = {
    length: samples.length,
    point: Uint32Array.from(samples, ([id]) => id),
    value: Float64Array.from(samples, ([, value]) => value),
    quality: Uint8Array.from(samples, ([, , quality]) => quality),
    sourceTime: Float64Array.from(samples, ([, , , time]) => time),
  };
  return new LineBuilder('site-1', (id) => points.find((point) => point.id === id)).build([batch]).map(lineText);
}

test('values of one equipment at one moment share a line', () => {
  const points = [base, { ...base, id: 2, name: 'return' }, { ...base, id: 3, equipment: 'CH-2' }];
  expect(
    build(points, [
      [1, 6.5, 0, 1000],
      [2, 12, 64, 1000],
      [3, 7, 0, 1000],
      [1, 6.6, 0, 2000],
    ]),
  ).toEqual([
    'chiller,area=plant\\ room,equipment=CH-1,site=site-1 supply=6.5,return=12 1000',
    'chiller,area=plant\\ room,equipment=CH-2,site=site-1 supply=7 1000',
    'chiller,area=plant\\ room,equipment=CH-1,site=site-1 supply=6.6 2000',
  ]);
});

test('bad samples, numbers that are none and unknown points are not written', () => {
  expect(
    build(
      [base],
      [
        [1, Number.NaN, 129, 1],
        [1, 5, 130, 2],
        [1, Number.NaN, 0, 3],
        [9, 5, 0, 4],
      ],
    ),
  ).toEqual([]);
});

test('hostile names cannot break a line, and an empty series tag never vanishes', () => {
  const hostile = { ...base, equipmentClass: 'a b,c\n', area: '', equipment: 'x\\', name: 'time' };
  expect(build([hostile], [[1, 1, 0, 5]])).toEqual(['a\\ b\\,c_,area=none,equipment=x_,site=site-1 time_=1 5']);
});
