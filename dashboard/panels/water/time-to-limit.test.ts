import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeToLimit } from './time-to-limit.ts';

const MINUTE = 60_000;
const past = (...values: readonly (number | null)[]) => ({
  time: values.map((_, i) => 1_700_000_000_000 + i * MINUTE),
  mean: [...values],
});

test('a tank that falls steadily is empty when its line meets the lower limit', () => {
  const falling = past(2, 1.99, 1.98, 1.97, 1.96);
  expect(timeToLimit(falling, 1.96, [1.5, 3.6])).toEqual({ towards: 'low', ms: expect.closeTo(46 * MINUTE, -2) });
});

test('nothing is foretold of a level that stands, of too little past, of what lies beyond its limit', () => {
  expect(timeToLimit(past(2, 2, 2, 2, 2), 2, [1.5, 3.6])).toBeNull();
  expect(timeToLimit(past(2, null, null, 1.9), 1.9, [1.5, 3.6])).toBeNull();
  expect(timeToLimit(past(1.4, 1.3, 1.2, 1.1), 1.1, [1.5, 3.6])).toBeNull();
});

test('the time is never negative, and the way is that of the change', () => {
  const values = fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { minLength: 4, maxLength: 30 });
  fc.assert(
    fc.property(values, (all) => {
      const heading = timeToLimit(past(...all), all.at(-1)!, [1, 3]);
      if (!heading) return;
      expect(heading.ms).toBeGreaterThanOrEqual(0);
      expect(heading.ms).toBeLessThanOrEqual(24 * 60 * MINUTE);
    }),
  );
});
