import fc from 'fast-check';
import { expect, it } from 'vitest';
import { durationsOf, rateOf } from './figures.ts';

const LEAST = { value: 95, side: 'least' } as const;
const MOST = { value: 5, side: 'most' } as const;

it('shows what is divided by what, and no rate of a few cases', () => {
  expect(rateOf('onTime', { count: 19, of: 20 }, LEAST, 5)).toMatchObject({ percent: 95, verdict: 'met' });
  expect(rateOf('onTime', { count: 18, of: 20 }, LEAST, 5)).toMatchObject({ percent: 90, verdict: 'missed' });
  expect(rateOf('rework', { count: 1, of: 20 }, MOST, 5)).toMatchObject({ percent: 5, verdict: 'met' });
  expect(rateOf('onTime', { count: 1, of: 4 }, LEAST, 5)).toMatchObject({
    percent: null,
    count: 1,
    of: 4,
    verdict: 'none',
  });
});

it('nine of ten keep the p90, and the mean lies among them', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1e9), { minLength: 1, maxLength: 200 }), (all) => {
      const { n, meanMs, p90Ms } = durationsOf(all);
      expect(n).toBe(all.length);
      expect(all.filter((ms) => ms <= p90Ms!).length).toBeGreaterThanOrEqual(0.9 * all.length);
      expect(meanMs).toBeGreaterThanOrEqual(Math.min(...all));
      expect(meanMs).toBeLessThanOrEqual(Math.max(...all));
    }),
  );
  expect(durationsOf([])).toEqual({ n: 0, meanMs: null, p90Ms: null });
});
