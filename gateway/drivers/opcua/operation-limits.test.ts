import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batchSize, inBatches } from './operation-limits.ts';

it.each([
  [undefined, 200],
  [0, 200],
  [-1, 200],
  [2.5, 200],
  [1, 1],
  [50, 50],
  [4_000_000, 1_000],
])('a server limit of %s means %d at once', (limit, size) => {
  expect(batchSize(limit)).toBe(size);
});

it('batches are never too large and lose nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 50 }), (items, size) => {
      const batches = inBatches(items, size);
      expect(batches.flat()).toEqual(items);
      expect(batches.every((batch) => batch.length > 0 && batch.length <= size)).toBe(true);
    }),
  );
});
