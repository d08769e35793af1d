import { expect, test } from 'vitest';
import { monthRange, otherMonth } from './month-range.ts';

test('a month begins and ends at midnight of the site', () => {
  expect(monthRange('2026-11', 'Asia/Shanghai')).toEqual({
    from: '2026-10-31T16:00:00.000Z',
    to: '2026-11-30T16:00:00.000Z',
  });
  expect(monthRange('2026-03', 'Europe/London')).toEqual({
    from: '2026-03-01T00:00:00.000Z',
    to: '2026-03-31T23:00:00.000Z',
  });
});

test('goes over the end of the year', () => {
  expect(otherMonth('2026-12', 1)).toBe('2027-01');
  expect(otherMonth('2026-01', -1)).toBe('2025-12');
});
