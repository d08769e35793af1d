import fc from 'fast-check';
import { expect, it } from 'vitest';
import { niceTop } from './nice-top.ts';

it.each([
  [0, 1],
  [0.3, 0.4],
  [37, 40],
  [412, 500],
  [1000, 1000],
])('an axis for %s ends at %s', (most, top) => expect(niceTop(most)).toBeCloseTo(top));

it('always has room, and never wastes more than half', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (most) => {
      expect(niceTop(most)).toBeGreaterThanOrEqual(most * 0.999999);
      expect(niceTop(most)).toBeLessThanOrEqual(most * 2.000001);
    }),
  );
});
