import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spreadLabels } from './spread-labels.ts';

it('leaves labels where they are while there is room', () => {
  expect(spreadLabels([10, 50, 90], 16, 0, 100)).toEqual([10, 50, 90]);
});

it('moves apart what would lie on each other, and keeps it in the plot', () => {
  expect(spreadLabels([50, 50], 16, 0, 100)).toEqual([50, 66]);
  expect(spreadLabels([99, 98], 16, 0, 100)).toEqual([92, 76]);
});

it('keeps the order, the distance and the edges whenever they fit', () => {
  const places = fc.array(fc.double({ min: -50, max: 450, noNaN: true }), { maxLength: 8 });
  fc.assert(
    fc.property(places, (given) => {
      const sorted = spreadLabels(given, 16, 0, 400)
        .map((y, i) => ({ y, was: given[i]! }))
        .sort((a, b) => a.y - b.y);
      sorted.forEach(({ y, was }, i) => {
        expect(y).toBeGreaterThanOrEqual(8 - 1e-6);
        expect(y).toBeLessThanOrEqual(392 + 1e-6);
        if (i === 0) return;
        expect(y - sorted[i - 1]!.y).toBeGreaterThanOrEqual(16 - 1e-6);
        expect(was).toBeGreaterThanOrEqual(sorted[i - 1]!.was);
      });
    }),
  );
});
