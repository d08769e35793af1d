import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spreadOf } from './spread-of.ts';

const { NaN: NONE } = Number;

it('leaves out parts of which nothing is known', () => {
  const parts = { min: [1, NONE, 0], max: [3, NONE, 8], mean: [2, NONE, 4], good: [1, 0, 3] };
  expect(spreadOf(parts)).toEqual({ min: 0, max: 8, mean: 3.5 });
});

it('counts no part whose figures are missing although it has values', () => {
  expect(spreadOf({ min: [NONE, 5], max: [NONE, 7], mean: [6, 6], good: [4, 1] })).toEqual({ min: 5, max: 7, mean: 6 });
});

it('is nothing where nothing is known', () => {
  expect(spreadOf({ min: [NONE], max: [NONE], mean: [NONE], good: [0] })).toBeNull();
  expect(spreadOf({ min: [], max: [], mean: [], good: [] })).toBeNull();
});

it('is always numbers in their order, whatever the history says', () => {
  const figure = fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constantFrom(NONE, Infinity, -Infinity));
  const part = fc.tuple(figure, figure, fc.integer({ min: 0, max: 1_000 }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const [min, max] = [parts.map(([a, b]) => Math.min(a, b)), parts.map(([a, b]) => Math.max(a, b))];
      const spread = spreadOf({
        min,
        max,
        mean: min.map((low, i) => (low + max[i]!) / 2),
        good: parts.map(([, , n]) => n),
      });
      if (spread === null) return;
      const slack = 1e-5 * Math.max(1, Math.abs(spread.min), Math.abs(spread.max));
      expect(spread.min).toBeLessThanOrEqual(spread.mean + slack);
      expect(spread.mean).toBeLessThanOrEqual(spread.max + slack);
    }),
  );
});
