import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outside, overlaps } from './overlap.fixture.ts';
import { placesOf, shelve } from './shelves.ts';

const sizes = fc.array(
  fc.record({ width: fc.integer({ min: 20, max: 400 }), height: fc.integer({ min: 10, max: 200 }) }),
  {
    maxLength: 60,
  },
);

test('every cell has a place of its own inside the box, in the order given', () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 100, max: 1600 }), fc.nat(20), fc.nat(20), (all, width, gap, lead) => {
      const cells = all.map((size, i) => ({ id: String(i), ...size }));
      const shelves = shelve(cells, { x: 10, y: 5, width }, gap, lead);
      const places = placesOf(shelves);
      expect(places.map(({ id }) => id)).toEqual(cells.map(({ id }) => id));
      expect(overlaps(places)).toEqual([]);
      expect(outside(places, width + 10, shelves.height + 5)).toEqual([]);
    }),
  );
});

test('what does not fit beside its neighbour stands below it', () => {
  const cells = ['a', 'b', 'c'].map((id) => ({ id, width: 100, height: 40 }));
  const { shelves, height } = shelve(cells, { x: 0, y: 0, width: 210 }, 10, 20);
  expect(shelves.map(({ y, places }) => [y, places.map(({ id }) => id)])).toEqual([
    [20, ['a', 'b']],
    [90, ['c']],
  ]);
  expect(height).toBe(130);
  expect(shelve([], { x: 0, y: 0, width: 210 }, 10).height).toBe(0);
});
