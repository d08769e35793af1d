import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { atMinute, firstInstant, lastInstant, nextLocalMinute, wallTimeOf } from './wall-time.ts';
import { nearChange, ODD_ZONES, WallMinutes } from './zones.fixtures.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe.each(ODD_ZONES)('in %s', (zone) => {
  test('wall times are the instants a look at every minute finds', () => {
    fc.assert(
      fc.property(nearChange(zone), fc.integer({ min: -1000, max: 1000 }), (at, minutes) => {
        const wall = wallTimeOf(at, zone).add({ minutes });
        const shown = wall.toZonedDateTime('UTC').epochMilliseconds;
        const scan = new WallMinutes(zone, at - 3 * DAY_MS, 6 * 24);
        expect(firstInstant(wall, zone)).toBe(scan.first(shown));
        expect(lastInstant(wall, zone)).toBe(scan.last(shown));
      }),
      { numRuns: 60 },
    );
  });

  test('the next time clocks show a minute of the day lies ahead, and none is passed over', () => {
    fc.assert(
      fc.property(nearChange(zone), fc.integer({ min: 0, max: 1439 }), (now, minute) => {
        const at = nextLocalMinute(minute, zone, now);
        expect(at).toBeGreaterThan(now);
        const scan = new WallMinutes(zone, now - 2 * DAY_MS, 6 * 24);
        const days = [-2, -1, 0, 1, 2, 3].map((day) => {
          const date = wallTimeOf(now, zone).toPlainDate().add({ days: day });
          return scan.first(atMinute(date, minute).toZonedDateTime('UTC').epochMilliseconds);
        });
        expect(at).toBe(Math.min(...days.filter((one) => one > now)));
      }),
      { numRuns: 40 },
    );
  });
});

test('an hour that is left out begins when it is over', () => {
  const wall = Temporal.PlainDateTime.from('2026-03-29T01:30');
  expect(firstInstant(wall, 'Europe/London')).toBe(Date.UTC(2026, 2, 29, 1));
  expect(lastInstant(wall, 'Europe/London')).toBe(Date.UTC(2026, 2, 29, 1));
});

test('an hour that comes twice begins at the first and ends at the second', () => {
  const wall = Temporal.PlainDateTime.from('2026-10-25T01:30');
  expect(firstInstant(wall, 'Europe/London')).toBe(Date.UTC(2026, 9, 25, 0, 30));
  expect(lastInstant(wall, 'Europe/London')).toBe(Date.UTC(2026, 9, 25, 1, 30));
});

test('a day that is left out is one instant', () => {
  const noon = Temporal.PlainDateTime.from('2011-12-30T12:00');
  expect(firstInstant(noon, 'Pacific/Apia')).toBe(Date.UTC(2011, 11, 30, 10));
  expect(lastInstant(noon, 'Pacific/Apia')).toBe(Date.UTC(2011, 11, 30, 10));
  expect(nextLocalMinute(480, 'Pacific/Apia', Date.UTC(2011, 11, 30, 9, 59)) / MINUTE_MS).toBe(
    Date.UTC(2011, 11, 30, 10) / MINUTE_MS,
  );
});
