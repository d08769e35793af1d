import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IntervalCounter, type MadeReading } from './interval-counter.ts';

const HOUR = 3_600_000;

const rows = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 40 }).chain((hours) =>
  fc.record({
    hours: fc.constant(hours.sort((a, b) => a - b)),
    tenths: fc.array(fc.integer({ min: 0, max: 99_999 }), { minLength: hours.length, maxLength: hours.length }),
    start: fc.integer({ min: 0, max: 1_000_000 }),
  }),
);

function made(hours: readonly number[], tenths: readonly number[], start: number, isEnd = false): MadeReading[] {
  const counter = new IntervalCounter(HOUR, isEnd, start);
  return hours.flatMap((hour, i) => counter.take((hour + (isEnd ? 1 : 0)) * HOUR, tenths[i]! / 10));
}

test('rises by exactly what was consumed, whatever is missing, and never falls', () => {
  fc.assert(
    fc.property(rows, fc.boolean(), ({ hours, tenths, start }, isEnd) => {
      const readings = made(hours, tenths, start, isEnd);
      expect(readings[0]).toEqual({ ms: hours[0]! * HOUR, value: start });
      const total = tenths.reduce((sum, one) => sum + one, 0);
      expect(readings.at(-1)!.value).toBe((start * 10 + total) / 10);
      readings.slice(1).forEach(({ ms, value }, i) => {
        expect(ms).toBeGreaterThan(readings[i]!.ms);
        expect(value).toBeGreaterThanOrEqual(readings[i]!.value);
      });
      const at = new Map(readings.map(({ ms, value }) => [ms, value]));
      hours.forEach((hour, i) => {
        const rise = at.get((hour + 1) * HOUR)! - at.get(hour * HOUR)!;
        expect(rise).toBeCloseTo(tenths[i]! / 10, 4);
      });
    }),
  );
});

test('a row that is missing is a time without readings in between', () => {
  expect(made([0, 1, 4], [10, 10, 10], 5).map(({ ms, value }) => [ms / HOUR, value])).toEqual([
    [0, 5],
    [1, 6],
    [2, 7],
    [4, 7],
    [5, 8],
  ]);
});
