import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addMonths, dayOfText, SiteCalendar, textOfDay, weekdayOfDay } from './calendar-days.ts';

const days = fc.integer({ min: dayOfText('2000-01-01'), max: dayOfText('2090-01-01') });

it('a day and its text are the same', () => {
  fc.assert(fc.property(days, (day) => dayOfText(textOfDay(day)) === day));
});

it.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-12-15', 1, '2027-01-15'],
  ['2026-03-31', -1, '2026-02-28'],
])('%s and %i months is %s', (day, months, then) => {
  expect(textOfDay(addMonths(dayOfText(day), months))).toBe(then);
});

it('every moment lies between the beginning and the end of its day, and days follow each other', () => {
  const calendars = ['Asia/Shanghai', 'Europe/London', 'America/Sao_Paulo'].map((zone) => new SiteCalendar(zone));
  fc.assert(
    fc.property(
      days,
      fc.constantFrom(...calendars),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (day, calendar, share) => {
        const [from, to] = [calendar.startOf(day), calendar.endOf(day)];
        expect(calendar.startOf(day + 1)).toBe(to);
        expect(calendar.dayAt(Math.floor(from + share * (to - from)))).toBe(day);
      },
    ),
  );
});

it('Monday is the first day', () => {
  expect(weekdayOfDay(dayOfText('2026-11-23'))).toBe(1);
  expect(weekdayOfDay(dayOfText('2026-11-22'))).toBe(7);
});
