import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loneSamples } from './lone-samples.ts';

it('finds values between gaps, also the first and the last', () => {
  expect(loneSamples([1, null, 2, 3, null, 4])).toEqual([0, 5]);
});

it('does not call a value alone because another line has columns beside it', () => {
  expect(loneSamples([1, undefined, 2, undefined, undefined, 3])).toEqual([]);
  expect(loneSamples([undefined, 1, undefined, null])).toEqual([1]);
});

it('finds the same however many columns of other lines lie between', () => {
  const value = fc.oneof(fc.integer(), fc.constant(null));
  fc.assert(
    fc.property(fc.array(fc.tuple(value, fc.nat(2)), { maxLength: 40 }), (given) => {
      const spread = given.flatMap(([one, others]) => [one, ...new Array<undefined>(others)]);
      const own = given.map(([one]) => one);
      expect(loneSamples(spread).map((i) => spread[i])).toEqual(loneSamples(own).map((i) => own[i]));
      expect(loneSamples(own)).toHaveLength(
        own.filter((one, i) => one !== null && own[i - 1] == null && own[i + 1] == null).length,
      );
    }),
  );
});
