import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ZoneOffsets } from '../../zone-offsets.ts';
import { momentIn, shiftSlots } from './shift-slots.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TWELVE = [
  { from: 480, to: 1200 },
  { from: 1200, to: 480 },
];
const THREE = [
  { from: 0, to: 480 },
  { from: 480, to: 960 },
  { from: 960, to: 1440 },
];
const shanghai = new ZoneOffsets('Asia/Shanghai');
const berlin = new ZoneOffsets('Europe/Berlin');

test('a day and a night, with the night belonging to the day it begins on', () => {
  const slots = shiftSlots({ id: 'duty', hours: TWELVE }, shanghai, Date.UTC(2026, 0, 5, 0), Date.UTC(2026, 0, 6, 0));
  expect(slots).toEqual([
    {
      ...{ key: 'shift:duty:2026-01-05T08:00', trade: 'duty', hours: '08:00-20:00', date: '2026-01-05' },
      ...{ startsAt: Date.UTC(2026, 0, 5, 0), endsAt: Date.UTC(2026, 0, 5, 12) },
    },
    {
      ...{ key: 'shift:duty:2026-01-05T20:00', trade: 'duty', hours: '20:00-08:00', date: '2026-01-05' },
      ...{ startsAt: Date.UTC(2026, 0, 5, 12), endsAt: Date.UTC(2026, 0, 6, 0) },
    },
  ]);
});

test('the night in which clocks change is an hour shorter or longer', () => {
  const nightOf = (month: number, day: number) => {
    const noon = Date.UTC(2026, month, day, 12);
    const night = shiftSlots({ id: 'x', hours: TWELVE }, berlin, noon, noon + DAY).find(
      ({ hours }) => hours === '20:00-08:00',
    )!;
    return (night.endsAt - night.startsAt) / HOUR;
  };
  expect([nightOf(2, 28), nightOf(9, 24), nightOf(5, 1)]).toEqual([11, 13, 12]);
});

const anyHours = fc.constantFrom(
  TWELVE,
  THREE,
  [{ from: 420, to: 420 }],
  [
    { from: 150, to: 1290 },
    { from: 1290, to: 150 },
  ],
);
const anyZone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC');

test('shifts that follow each other cover every moment once, whatever clocks do', () => {
  fc.assert(
    fc.property(anyHours, anyZone, fc.integer({ min: 0, max: 730 }), (hours, zone, day) => {
      const from = Date.UTC(2026, 0, 1) + day * DAY;
      const slots = shiftSlots({ id: 'x', hours }, new ZoneOffsets(zone), from, from + 3 * DAY);
      expect(slots[0]!.startsAt).toBeLessThanOrEqual(from);
      expect(slots.at(-1)!.endsAt).toBeGreaterThanOrEqual(from + 3 * DAY);
      for (const [index, slot] of slots.entries()) if (index > 0) expect(slot.startsAt).toBe(slots[index - 1]!.endsAt);
      expect(new Set(slots.map(({ key }) => key)).size).toBe(slots.length);
    }),
    { numRuns: 300 },
  );
});

test('a range that is asked for in pieces has the same shifts', () => {
  fc.assert(
    fc.property(
      anyHours,
      anyZone,
      fc.integer({ min: 0, max: 400 * 24 }),
      fc.integer({ min: 1, max: 60 }),
      (hours, zone, at, length) => {
        const offsets = new ZoneOffsets(zone);
        const from = Date.UTC(2026, 0, 1) + at * HOUR;
        const cut = from + Math.floor(length / 2) * HOUR;
        const keys = (a: number, b: number) => shiftSlots({ id: 'x', hours }, offsets, a, b).map(({ key }) => key);
        const whole = keys(from, from + length * HOUR);
        expect([...new Set([...keys(from, cut), ...keys(cut, from + length * HOUR)])]).toEqual(whole);
      },
    ),
    { numRuns: 200 },
  );
});

test('a time of the day lies in the shift on duty then', () => {
  const [day, night] = shiftSlots(
    { id: 'x', hours: TWELVE },
    shanghai,
    Date.UTC(2026, 0, 5, 0),
    Date.UTC(2026, 0, 6, 0),
  );
  expect(momentIn(day!, 1380, shanghai)).toBeUndefined();
  expect(momentIn(night!, 1380, shanghai)).toBe(Date.UTC(2026, 0, 5, 15));
  expect(momentIn(night!, 60, shanghai)).toBe(Date.UTC(2026, 0, 5, 17));
});
