import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockTime, minutesOf, shiftOf, weekHours, weekHoursOf } from './week-hours.ts';

test.each([
  ['mon-fri 08:00-18:00', { days: [1, 2, 3, 4, 5], from: 480, to: 1080 }],
  ['sat 09:30-24:00', { days: [6], from: 570, to: 1440 }],
  ['daily 22:00-07:00', { days: [1, 2, 3, 4, 5, 6, 7], from: 1320, to: 420 }],
  ['sat-mon 00:00-24:00', { days: [6, 7, 1], from: 0, to: 1440 }],
])('%s', (text, hours) => {
  expect(weekHours.parse(text)).toBe(text);
  expect(weekHoursOf(text)).toEqual(hours);
});

test.each([
  '',
  'mon',
  'mon-fri',
  'monday 08:00-18:00',
  'mon 8:00-18:00',
  'mon 08:00-25:00',
  'mon 24:00-08:00',
  'mon 08:00-08:00',
])('%j is refused', (text) => {
  expect(weekHours.safeParse(text).success).toBe(false);
});

test('a shift over midnight ends before it begins', () => {
  expect(shiftOf('20:00-08:00')).toEqual({ from: 1200, to: 480 });
  expect(minutesOf(clockTime.parse('08:30'))).toBe(510);
});

test('whatever is accepted names days of a week and minutes of a day', () => {
  const day = fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun');
  const time = fc
    .nat(1439)
    .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);
  fc.assert(
    fc.property(day, day, time, time, (first, last, from, to) => {
      const text = `${first}-${last} ${from}-${to}`;
      if (!weekHours.safeParse(text).success) return;
      const hours = weekHoursOf(text);
      expect(new Set(hours.days).size).toBe(hours.days.length);
      expect(hours.days.every((one) => one >= 1 && one <= 7)).toBe(true);
      expect(hours.from).not.toBe(hours.to);
    }),
  );
});
