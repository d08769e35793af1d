import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodAt } from './period.ts';

const at = (text: string): number => Date.parse(text);
const HOUR = 3_600_000;

test('today runs from local midnight to now; yesterday is cut at the same time of day', () => {
  const period = periodAt('today', at('2026-11-22T10:30:00+08:00'), 'Asia/Shanghai');
  expect(period.bucket).toBe('hour');
  expect(period.current[0]).toBe(at('2026-11-22T00:00:00+08:00'));
  expect(period.current).toHaveLength(12);
  expect(period.current.at(-1)).toBe(at('2026-11-22T10:30:00+08:00'));
  expect(period.previous.at(-1)).toBe(at('2026-11-21T10:30:00+08:00'));
});

test('a week begins on Monday', () => {
  const period = periodAt('week', at('2026-11-22T10:30:00+08:00'), 'Asia/Shanghai');
  expect(period.current[0]).toBe(at('2026-11-16T00:00:00+08:00'));
  expect(period.current).toHaveLength(8);
});

test('the previous month is never longer than itself', () => {
  const period = periodAt('month', at('2026-03-31T12:00:00+08:00'), 'Asia/Shanghai');
  expect(period.previous[0]).toBe(at('2026-02-01T00:00:00+08:00'));
  expect(period.previous.at(-1)).toBe(at('2026-03-01T00:00:00+08:00'));
});

test('a day of 25 hours has 25 buckets, a day of 23 has 23', () => {
  const autumn = periodAt('today', at('2026-10-25T23:00:00+01:00') + HOUR - 1, 'Europe/Berlin');
  const spring = periodAt('today', at('2026-03-29T23:59:59+02:00'), 'Europe/Berlin');
  expect([autumn.current.length - 1, spring.current.length - 1]).toEqual([25, 23]);
});

test('at midnight sharp the period is empty and the previous one too', () => {
  const period = periodAt('today', at('2026-11-22T00:00:00+08:00'), 'Asia/Shanghai');
  expect([period.current.length, period.previous.length]).toEqual([1, 1]);
});

test('a year has months, and one that is over is whole, as is the one before it', () => {
  const now = at('2026-11-22T10:30:00+08:00');
  const past = periodAt('year', now, 'Asia/Shanghai', at('2018-07-26T13:00:00+08:00'));
  expect(past.bucket).toBe('month');
  expect(past.current).toHaveLength(13);
  expect([past.current[0], past.current.at(-1)]).toEqual([
    at('2018-01-01T00:00:00+08:00'),
    at('2019-01-01T00:00:00+08:00'),
  ]);
  expect(past.previous.at(-1)).toBe(past.current[0]);
  const current = periodAt('year', now, 'Asia/Shanghai');
  expect([current.current.at(-1), current.previous.at(-1)]).toEqual([now, at('2025-11-22T10:30:00+08:00')]);
  expect(periodAt('month', now, 'Asia/Shanghai', now + 40 * 24 * HOUR)).toEqual(
    periodAt('month', now, 'Asia/Shanghai'),
  );
});

test('edges rise and no bucket of an hour is longer than an hour, in any zone at any time', () => {
  const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
  fc.assert(
    fc.property(
      fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z') }),
      fc.constantFrom(...zones),
      fc.constantFrom('today' as const, 'week' as const, 'month' as const),
      (now, zone, name) => {
        const period = periodAt(name, now, zone);
        for (const edges of [period.current, period.previous]) {
          edges.slice(1).forEach((edge, i) => {
            expect(edge).toBeGreaterThan(edges[i]!);
            expect(edge - edges[i]!).toBeLessThanOrEqual(period.bucket === 'hour' ? HOUR : 25 * HOUR);
          });
        }
        expect(period.current.at(-1)).toBe(now);
        expect(period.previous.at(-1)!).toBeLessThanOrEqual(period.current[0]!);
      },
    ),
  );
});
