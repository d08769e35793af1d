import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ZoneOffsets } from '../../zone-offsets.ts';
import { isDayOf, roundMoments } from './round-schedule.ts';
import type { RoundSchedule } from './rounds-plan.ts';

const DAY = 86_400_000;
const EVERY_DAY = { weekdays: [], monthDays: [], months: [], everyDays: null };
const TWO_HOURLY: RoundSchedule = { times: Array.from({ length: 12 }, (_, at) => at * 120), ...EVERY_DAY };
const SHANGHAI = new ZoneOffsets('Asia/Shanghai');
const BERLIN = new ZoneOffsets('Europe/Berlin');
const texts = (schedule: RoundSchedule, zone: ZoneOffsets, from: string, to: string): string[] =>
  roundMoments(schedule, zone, Date.parse(from), Date.parse(to)).map((ms) => zone.text(ms).slice(0, 16));

test('every civil day in China has twelve two-hourly rounds', () => {
  const year = roundMoments(
    TWO_HOURLY,
    SHANGHAI,
    Date.parse('2025-12-31T16:00:00Z'),
    Date.parse('2026-12-31T16:00:00Z'),
  );
  expect(year).toHaveLength(365 * 12);
});

test('an hour that clocks leave out has no round, one that comes twice has two', () => {
  expect(texts(TWO_HOURLY, BERLIN, '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')).toHaveLength(11);
  const autumn = texts(TWO_HOURLY, BERLIN, '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z');
  expect(autumn.filter((text) => text.endsWith('T02:00'))).toHaveLength(2);
  expect(autumn).toHaveLength(13);
});

test('weekdays, days of the month, months and every so many days are kept to', () => {
  const at = { times: [540] };
  const june: [string, string] = ['2026-06-01T00:00:00Z', '2026-07-01T00:00:00Z'];
  expect(texts({ ...at, ...EVERY_DAY, weekdays: [1] }, SHANGHAI, ...june).map((text) => text.slice(8, 10))).toEqual([
    '01',
    '08',
    '15',
    '22',
    '29',
  ]);
  expect(texts({ ...at, ...EVERY_DAY, monthDays: [1, -1] }, SHANGHAI, ...june)).toEqual([
    '2026-06-01T09:00',
    '2026-06-30T09:00',
  ]);
  const halfYear = texts(
    { ...at, ...EVERY_DAY, monthDays: [31], months: [1, 2, 7] },
    SHANGHAI,
    '2026-01-01T00:00:00Z',
    '2027-01-01T00:00:00Z',
  );
  expect(halfYear.map((text) => text.slice(0, 10))).toEqual(['2026-01-31', '2026-07-31']);
  const fifth = texts({ ...at, ...EVERY_DAY, everyDays: { count: 10, from: '2026-06-05' } }, SHANGHAI, ...june);
  expect(fifth.map((text) => text.slice(8, 10))).toEqual(['05', '15', '25']);
});

test('however a range is cut, every moment is in exactly one part', () => {
  const schedule = fc.record({
    times: fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 1, maxLength: 6 }),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
    monthDays: fc.uniqueArray(fc.constantFrom(-1, 1, 15, 31), { maxLength: 2 }),
    months: fc.constant<number[]>([]),
    everyDays: fc.option(fc.record({ count: fc.integer({ min: 1, max: 9 }), from: fc.constant('2026-01-03') })),
  });
  const zone = fc.constantFrom(SHANGHAI, BERLIN);
  const start = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2026-12-01') });
  const property = fc.property(schedule, zone, start, fc.nat(40 * DAY), fc.nat(40 * DAY), (plan, at, from, a, b) => {
    const whole = roundMoments(plan, at, from, from + a + b);
    const parts = [...roundMoments(plan, at, from, from + a), ...roundMoments(plan, at, from + a, from + a + b)];
    expect(parts).toEqual(whole);
    for (const ms of whole) expect(isDayOf(plan, Math.floor((ms + at.at(ms)) / DAY))).toBe(true);
  });
  fc.assert(property, { numRuns: 100 });
});
