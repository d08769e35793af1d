import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ZoneOffsets } from '../../zone-offsets.ts';
import { civilDay, dateAfter, dateAt, slotsOf, weekdayOf } from './sheet-day.ts';

const twoHourly = { slots: Array.from({ length: 12 }, (_, i) => i * 120) };
const ZONES = ['Asia/Shanghai', 'Europe/Berlin', 'Europe/London', 'Australia/Lord_Howe', 'America/St_Johns', 'UTC'];
const zones = new Map(ZONES.map((zone) => [zone, new ZoneOffsets(zone)]));
const dates = fc.integer({ min: 0, max: 20_000 }).map((day) => dateAfter('1995-01-01', day % 14_000));

test.each([
  ['Asia/Shanghai', '2026-03-29', 12],
  ['Europe/Berlin', '2026-03-29', 11],
  ['Europe/Berlin', '2026-10-25', 13],
  ['Europe/Berlin', '2026-10-26', 12],
])('a two-hourly sheet of %s has on %s its %i slots', (zone, date, count) => {
  const offsets = zones.get(zone)!;
  expect(slotsOf(twoHourly, civilDay(date, offsets), offsets)).toHaveLength(count);
});

test('the slots of a day lie in it, in order, and no moment twice; days follow one another', () => {
  fc.assert(
    fc.property(dates, fc.constantFrom(...ZONES), (date, zone) => {
      const offsets = zones.get(zone)!;
      const day = civilDay(date, offsets);
      const slots = slotsOf(twoHourly, day, offsets);
      expect(slots).toEqual([...new Set(slots)].sort((a, b) => a - b));
      for (const at of slots) {
        expect(at).toBeGreaterThanOrEqual(day.startMs);
        expect(at).toBeLessThan(day.endMs);
        expect(dateAt(at, offsets)).toBe(date);
      }
      expect(civilDay(dateAfter(date, 1), offsets).startMs).toBe(day.endMs);
    }),
  );
});

test('weeks begin on Monday', () => {
  expect([weekdayOf('2026-01-05'), weekdayOf('2026-01-11')]).toEqual([1, 7]);
});
