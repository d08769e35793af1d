import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ZoneOffsets } from '../../zone-offsets.ts';
import { bandFigures } from './comfort.ts';

const zone = new ZoneOffsets('Asia/Shanghai');
const BAND = { low: 20, high: 26 };
const columnMs = 300_000;
const course = (mean: (number | null)[]) => ({ time: mean.map((_, i) => i * columnMs), mean, columnMs });

test('time above and below is told apart from time of which nothing is known', () => {
  expect(bandFigures(course([22, 27, 28, 19, null]), BAND, { hours: [] }, zone)).toEqual({
    ...{ watchedMs: 5 * columnMs, lowMs: columnMs, highMs: 2 * columnMs, unknownMs: columnMs, worst: 28 },
  });
});

test('outside of the hours nobody is uncomfortable', () => {
  const office = { hours: [{ days: [1, 2, 3, 4, 5], from: 540, to: 1080 }] };
  // Thursday 1 January 1970 began at 08:00 in Shanghai; the first hour is before nine.
  expect(bandFigures(course(Array(13).fill(30)), BAND, office, zone).highMs).toBe(columnMs);
});

test('every column is counted once', () => {
  const value = fc.option(fc.double({ min: -10, max: 50, noNaN: true }));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 50 }), (mean) => {
      const { watchedMs, lowMs, highMs, unknownMs } = bandFigures(course(mean), BAND, { hours: [] }, zone);
      const inside = mean.filter((one) => one !== null && one >= BAND.low && one <= BAND.high).length;
      expect(watchedMs).toBe(mean.length * columnMs);
      expect(lowMs + highMs + unknownMs + inside * columnMs).toBe(watchedMs);
    }),
  );
});
