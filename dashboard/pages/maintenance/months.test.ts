import { expect, test } from 'vitest';
import { afterMonth, readDay, readNumber, shiftDay, shiftMonth } from './months.ts';

test('months go over the end of the year both ways', () => {
  expect(afterMonth('2026-12')).toBe('2027-01');
  expect(shiftMonth('2026-01', -1)).toBe('2025-12');
  expect(shiftDay('2026-12-31', 1)).toBe('2027-01-01');
});

test.each([
  ['2026-02-28', '2026-02-28'],
  ['2026-02-30', undefined],
  ['28.2.2026', undefined],
  ['', undefined],
])('the day %j is read as %j', (typed, day) => {
  expect(readDay(typed)).toBe(day);
});

test.each([
  ['1,5', 1.5],
  ['0', 0],
  ['', undefined],
  ['a', undefined],
])('the number %j is read as %j', (typed, number) => {
  expect(readNumber(typed)).toBe(number);
});
