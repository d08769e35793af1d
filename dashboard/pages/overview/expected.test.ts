import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedAfter, type FormerDay } from './expected.ts';

const HOUR = 3_600_000;
const day = (kwh: readonly (number | null)[], coverage = 1, startMs = 0): FormerDay => ({
  startMs,
  buckets: kwh.map((one, i) => ({ startMs: startMs + i * HOUR, endMs: startMs + (i + 1) * HOUR, kwh: one, coverage })),
});

describe('what is expected', () => {
  it('is the mean of the days up to the same time, a part of an hour in proportion', () => {
    expect(expectedAfter(1.5 * HOUR, [day([10, 20]), day([30, 40], 1, 5 * HOUR)])).toEqual({
      kwh: 35,
      kw: 30,
      days: 2,
    });
  });

  it('is not known from a day that is not complete, and leaves such a day out', () => {
    expect(expectedAfter(1.5 * HOUR, [day([10, null])])).toBeNull();
    expect(expectedAfter(1.5 * HOUR, [day([10, 20], 0.8)])).toBeNull();
    expect(expectedAfter(3 * HOUR, [day([10, 20])])).toBeNull();
    expect(expectedAfter(HOUR, [])).toBeNull();
    expect(expectedAfter(1.5 * HOUR, [day([null, 20]), day([10, 20])])).toMatchObject({ kwh: 20, days: 1 });
  });

  it('never falls while the day goes on', () => {
    const kwh = fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { minLength: 24, maxLength: 24 });
    const hours = fc.double({ min: 0.01, max: 24, noNaN: true });
    fc.assert(
      fc.property(kwh, hours, hours, (all, a, b) => {
        const at = (h: number): number => expectedAfter(h * HOUR, [day(all)])?.kwh ?? Number.NaN;
        expect(at(Math.max(a, b))).toBeGreaterThanOrEqual(at(Math.min(a, b)) - 1e-9);
      }),
    );
  });
});
