import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LEAST_GOOD, splitByGood } from './trend-split.ts';

it('draws what is doubtful apart, joined to what is sure on either side', () => {
  expect(splitByGood([1, 2, 3, 4, 5], [1, 1, 0.5, 1, 1])).toEqual({
    sure: [1, 2, null, 4, 5],
    doubtful: [null, 2, 3, 4, null],
  });
});

it('joins over the columns of other lines, and never over a gap', () => {
  expect(splitByGood([1, undefined, 2, null, 3], [1, undefined, 0.2, 0, 1])).toEqual({
    sure: [1, undefined, null, null, 3],
    doubtful: [1, undefined, 2, null, null],
  });
});

it('has nothing doubtful where everything is sure', () => {
  expect(splitByGood([1, 2], [1, 1]).doubtful).toEqual([null, null]);
});

it('loses no value and invents none, and shows as sure only what is', () => {
  const value = fc.oneof(fc.integer(), fc.constant(null), fc.constant(undefined));
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, share), { maxLength: 50 }), (columns) => {
      const [mean, good] = [columns.map(([one]) => one), columns.map(([, one]) => one)];
      const { sure, doubtful } = splitByGood(mean, good);
      expect([sure.length, doubtful.length]).toEqual([mean.length, mean.length]);
      mean.forEach((one, i) => {
        expect(sure[i] ?? doubtful[i] ?? null).toBe(one ?? null);
        if (typeof one !== 'number') expect([sure[i] ?? null, doubtful[i] ?? null]).toEqual([null, null]);
        else if (good[i]! < LEAST_GOOD) expect([sure[i], doubtful[i]]).toEqual([null, one]);
        else expect(sure[i]).toBe(one);
      });
    }),
  );
});
