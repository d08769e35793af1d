import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batchSize, eachBatch, inBatches } from './operation-limits.ts';

it.each([
  [undefined, 100],
  [0, 100],
  [-1, 100],
  [2.5, 100],
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

it('what the server finds too large is asked for in halves, once each and in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer(), { maxLength: 40 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 20 }),
      async (items, size, most) => {
        const taken: number[] = [];
        await eachBatch(items, size, async (batch) => {
          if (batch.length > most) throw new Error('serviceResult = BadTooManyOperations (0x80100000)');
          taken.push(...batch);
        });
        expect(taken).toEqual(items);
      },
    ),
  );
});

it('any other failure ends it', async () => {
  const failing = eachBatch([1, 2, 3], 2, () => Promise.reject(new Error('BadUserAccessDenied')));
  await expect(failing).rejects.toThrow('BadUserAccessDenied');
  const single = eachBatch([1], 2, () => Promise.reject(new Error('BadTooManyOperations')));
  await expect(single).rejects.toThrow('BadTooManyOperations');
});
