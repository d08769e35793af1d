import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WeekHours } from '../../domain/condition.ts';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import { holds } from './intervals.ts';
import { person } from './on-call.fixtures.ts';
import { quietUntil } from './quiet-hours.ts';
import { endOfHours, isInHours, nextHours, weekWindows } from './week-hours.ts';
import { nearChange } from './zones.fixtures.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const NIGHTS: readonly WeekHours[] = [{ days: [1, 2, 3, 4, 5, 6, 7], from: 1320, to: 420 }];
const WORKING: readonly WeekHours[] = [{ days: [1, 2, 3, 4, 5], from: 480, to: 1080 }];
const shanghai = (local: string): number => Date.parse(`${local}+08:00`);
const ZONE = 'Asia/Shanghai';

const entries = fc.array(
  fc.record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    from: fc.integer({ min: 0, max: 47 }).map((half) => half * 30),
    to: fc.integer({ min: 1, max: 48 }).map((half) => half * 30),
  }),
  { minLength: 1, maxLength: 3 },
);

/** By the face of the clock alone; right where clocks show every time once. */
function shows(hours: readonly WeekHours[], zone: string, at: number): boolean {
  const wall = new Date(at + new ZoneOffsets(zone).at(at));
  const minute = wall.getUTCHours() * 60 + wall.getUTCMinutes();
  const today = wall.getUTCDay() || 7;
  const yesterday = today === 1 ? 7 : today - 1;
  return hours.some(({ days, from, to }) => {
    if (to > from) return days.includes(today) && minute >= from && minute < to;
    return (days.includes(today) && minute >= from) || (days.includes(yesterday) && minute < to);
  });
}

test('hours hold where the clock on the wall says so', () => {
  fc.assert(
    fc.property(entries, fc.integer({ min: 0, max: 20_000 }), (hours, minutes) => {
      const at = shanghai('2026-03-02T00:00') + minutes * MINUTE_MS;
      expect(isInHours(hours, ZONE, at)).toBe(shows(hours, ZONE, at));
    }),
  );
});

test('where clocks are changed, hours hold at least as long as the clock says', () => {
  fc.assert(
    fc.property(entries, nearChange('Europe/London'), (hours, at) => {
      if (shows(hours, 'Europe/London', at)) expect(isInHours(hours, 'Europe/London', at)).toBe(true);
    }),
  );
});

test('windows are disjoint, in order, and meet the range', () => {
  fc.assert(
    fc.property(entries, nearChange('Australia/Lord_Howe'), fc.integer({ min: 1, max: 20 }), (hours, from, days) => {
      const to = from + days * DAY_MS;
      const windows = weekWindows(hours, 'Australia/Lord_Howe', from, to);
      for (const [index, one] of windows.entries()) {
        expect(one.startsAt).toBeGreaterThan(windows[index - 1]?.endsAt ?? 0);
        expect(one.startsAt < to && one.endsAt > from).toBe(true);
      }
      expect(windows.some((one) => holds(one, from))).toBe(isInHours(hours, 'Australia/Lord_Howe', from));
    }),
  );
});

test('they end and begin at local times', () => {
  const night = shanghai('2026-03-03T23:00');
  expect(endOfHours(NIGHTS, ZONE, night)).toBe(shanghai('2026-03-04T07:00'));
  expect(endOfHours(NIGHTS, ZONE, shanghai('2026-03-04T07:00'))).toBeUndefined();
  expect(nextHours(WORKING, ZONE, shanghai('2026-03-06T18:00'))).toBe(shanghai('2026-03-09T08:00'));
  expect(nextHours(WORKING, ZONE, shanghai('2026-03-06T17:59'))).toBe(shanghai('2026-03-06T17:59'));
  expect(nextHours([], ZONE, night)).toBeUndefined();
});

describe('quiet hours', () => {
  const sleeper = person('ann', { quiet: { hours: NIGHTS, includesP2: false } });
  const night = shanghai('2026-03-03T23:00');
  const morning = shanghai('2026-03-04T07:00');

  test('hold P3 and P4 until they end, and nothing outside of them', () => {
    expect(quietUntil(sleeper, 'P3', ZONE, night)).toBe(morning);
    expect(quietUntil(sleeper, 'P4', ZONE, night)).toBe(morning);
    expect(quietUntil(sleeper, 'P3', ZONE, morning)).toBe(0);
    expect(quietUntil(person('bob'), 'P3', ZONE, night)).toBe(0);
  });

  test('hold P2 only for who asked for it, and P1 for nobody', () => {
    const sound = person('bob', { quiet: { hours: NIGHTS, includesP2: true } });
    expect(quietUntil(sleeper, 'P2', ZONE, night)).toBe(0);
    expect(quietUntil(sound, 'P2', ZONE, night)).toBe(morning);
    expect(quietUntil(sound, 'P1', ZONE, night)).toBe(0);
  });

  test('that never end hold nothing', () => {
    const always = [{ days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 }];
    expect(quietUntil(person('ann', { quiet: { hours: always, includesP2: true } }), 'P4', ZONE, night)).toBe(0);
  });
});
