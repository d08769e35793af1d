import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALWAYS, createWorkCalendar } from './work-calendar.ts';
import { ZoneOffsets } from './zone-offsets.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEKDAYS = { days: [1, 2, 3, 4, 5], from: 480, to: 1_080 };
/** Monday. */
const local = (text: string): number => Date.parse(`${text}+08:00`);

const shanghai = (change: object = {}) =>
  createWorkCalendar({ timeZone: 'Asia/Shanghai', hours: [WEEKDAYS], holidays: [], workdays: [], ...change });

test('counts working hours of the site only', () => {
  const calendar = shanghai();
  expect(calendar.dayMs).toBe(10 * HOUR_MS);
  expect(calendar.elapsed(local('2026-01-05T07:00'), local('2026-01-05T09:30'))).toBe(1.5 * HOUR_MS);
  expect(calendar.elapsed(local('2026-01-09T17:00'), local('2026-01-12T09:00'))).toBe(2 * HOUR_MS);
  expect(calendar.elapsed(local('2026-01-10T00:00'), local('2026-01-11T23:00'))).toBe(0);
  expect(calendar.after(local('2026-01-09T17:00'), 2 * HOUR_MS)).toBe(local('2026-01-12T09:00'));
});

test('a holiday has none, a working Saturday has those of a Monday', () => {
  const calendar = shanghai({ holidays: ['2026-01-05'], workdays: ['2026-01-10'] });
  expect(calendar.elapsed(local('2026-01-05T00:00'), local('2026-01-06T00:00'))).toBe(0);
  expect(calendar.elapsed(local('2026-01-10T00:00'), local('2026-01-11T00:00'))).toBe(10 * HOUR_MS);
});

test('hours over midnight belong to the day they begin on, and count once where they overlap', () => {
  const night = { days: [1, 2], from: 1_320, to: 480 };
  const calendar = shanghai({ hours: [night, { days: [2], from: 360, to: 600 }] });
  expect(calendar.elapsed(local('2026-01-05T00:00'), local('2026-01-07T12:00'))).toBe(2 * 10 * HOUR_MS + 2 * HOUR_MS);
});

test('where nobody works nothing ever counts', () => {
  const calendar = shanghai({ hours: [] });
  expect(calendar.elapsed(0, DAY_MS)).toBe(0);
  expect(calendar.after(0, 1)).toBeUndefined();
});

/** Minute by minute, as a person with a wall clock would. */
function counted(zone: ZoneOffsets, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 60_000) {
    const wall = new Date(at + zone.at(at));
    const minute = wall.getUTCHours() * 60 + wall.getUTCMinutes();
    const isWeekday = wall.getUTCDay() >= 1 && wall.getUTCDay() <= 5;
    if (isWeekday && minute >= WEEKDAYS.from && minute < WEEKDAYS.to) sum += 60_000;
  }
  return sum;
}

test('agrees with counting every minute, in every zone, over changes of the clocks; and the due time is where the count is reached', () => {
  const minutes = fc.integer({ min: 0, max: 366 * 24 * 60 });
  fc.assert(
    fc.property(
      fc.constantFrom('Asia/Shanghai', 'Europe/London', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC'),
      ...([minutes, fc.integer({ min: 0, max: 6 * 24 * 60 }), fc.integer({ min: 1, max: 40 * 60 })] as const),
      (timeZone, start, length, wanted) => {
        const calendar = createWorkCalendar({ timeZone, hours: [WEEKDAYS], holidays: [], workdays: [] });
        const from = Date.UTC(2026, 0, 1) + start * 60_000;
        const to = from + length * 60_000;
        expect(calendar.elapsed(from, to)).toBe(counted(new ZoneOffsets(timeZone), from, to));
        const due = calendar.after(from, wanted * 60_000)!;
        expect(calendar.elapsed(from, due)).toBe(wanted * 60_000);
        expect(calendar.elapsed(from, due - 1)).toBe(wanted * 60_000 - 1);
        expect(ALWAYS.elapsed(from, to)).toBe(to - from);
      },
    ),
    { numRuns: 100 },
  );
});
