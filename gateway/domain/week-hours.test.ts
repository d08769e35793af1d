import { expect, test } from 'vitest';
import { isInHours } from './week-hours.ts';

/** Monday is the 5th. */
const at = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 0, day, hour, minute);

test('the beginning is within, the end is not', () => {
  const hours = [{ days: [1, 2, 3, 4, 5], from: 480, to: 1_080 }];
  expect(isInHours(hours, at(5, 7, 59))).toBe(false);
  expect(isInHours(hours, at(5, 8))).toBe(true);
  expect(isInHours(hours, at(9, 17, 59) + 59_999)).toBe(true);
  expect(isInHours(hours, at(9, 18))).toBe(false);
  expect(isInHours(hours, at(10, 12))).toBe(false);
});

test('over midnight they belong to the day they begin on', () => {
  const hours = [{ days: [7], from: 1_320, to: 420 }];
  expect(isInHours(hours, at(4, 6))).toBe(false);
  expect(isInHours(hours, at(4, 22))).toBe(true);
  expect(isInHours(hours, at(5, 6, 59))).toBe(true);
  expect(isInHours(hours, at(5, 7))).toBe(false);
  expect(isInHours(hours, at(5, 22))).toBe(false);
});

test('whole days, several, and none', () => {
  expect(isInHours([{ days: [6, 7], from: 0, to: 1_440 }], at(10, 23, 59))).toBe(true);
  expect(
    isInHours(
      [
        { days: [1], from: 0, to: 60 },
        { days: [2], from: 60, to: 120 },
      ],
      at(6, 1, 30),
    ),
  ).toBe(true);
  expect(isInHours([], at(5, 12))).toBe(false);
  expect(isInHours([{ days: [3], from: 0, to: 1_440 }], Date.UTC(1969, 11, 31, 12))).toBe(true);
});
