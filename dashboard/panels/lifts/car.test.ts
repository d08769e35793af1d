import { expect, test } from 'vitest';
import type { Standing } from '../../format/standing.ts';
import { type CarReadings, carOf } from './car.ts';

const at = (value: number | null, standing: Standing = 'good') => ({ value, standing });
const readings = (change: Partial<CarReadings>): CarReadings => ({
  ...{ floor: at(12), direction: at(2), door: at(0), doorZone: at(1) },
  ...change,
});

test('a car stands at its landing, or between two when it is outside of the door zone', () => {
  expect(carOf(readings({}))).toEqual({ floor: 12, isOld: false, moves: null, doors: 'closed' });
  expect(carOf(readings({ doorZone: at(0), direction: at(3) }))).toMatchObject({ floor: 12.5, moves: 'up' });
  expect(carOf(readings({ doorZone: at(0), direction: at(4) }))).toMatchObject({ floor: 11.5, moves: 'down' });
});

test('what is old is not claimed: the floor is drawn as old, direction and doors are not known', () => {
  const old = readings({ floor: at(12, 'stale'), direction: at(3, 'stale'), door: at(1, 'stale'), doorZone: at(0) });
  expect(carOf(old)).toEqual({ floor: 12, isOld: true, moves: null, doors: 'unknown' });
  expect(carOf(readings({ floor: at(null, 'bad') }))).toMatchObject({ floor: null, isOld: true });
  expect(carOf(readings({ floor: undefined, door: undefined }))).toMatchObject({ floor: null, doors: 'unknown' });
});

test('doors are told apart by form: closed, open, moving, at fault', () => {
  expect([0, 8, 1, 9, 6, 7, 3, 2].map((code) => carOf(readings({ door: at(code) })).doors)).toEqual([
    ...['closed', 'closed', 'open', 'open', 'moving', 'moving', 'fault', 'unknown'],
  ]);
});
