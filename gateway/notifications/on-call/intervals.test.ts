import fc from 'fast-check';
import { expect, test } from 'vitest';
import { common, holds, type Interval, union, without } from './intervals.ts';

const stretch = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 12 }))
  .map(([startsAt, length]): Interval => ({ startsAt, endsAt: startsAt + length }));
const stretches = fc.array(stretch, { maxLength: 6 });
const MOMENTS = Array.from({ length: 60 }, (_, at) => at);

test('a union holds exactly where one of the stretches does, in stretches that do not touch', () => {
  fc.assert(
    fc.property(stretches, (all) => {
      const joined = union(all);
      for (const at of MOMENTS) expect(joined.some((one) => holds(one, at))).toBe(all.some((one) => holds(one, at)));
      for (const [index, one] of joined.entries())
        expect(one.startsAt).toBeGreaterThan(joined[index - 1]?.endsAt ?? -1);
    }),
  );
});

test('what is left of a stretch holds where it does and the others do not', () => {
  fc.assert(
    fc.property(stretch, stretches, (whole, others) => {
      const left = without(whole, others);
      for (const at of MOMENTS) {
        const isLeft = holds(whole, at) && !others.some((one) => holds(one, at));
        expect(left.filter((one) => holds(one, at))).toHaveLength(isLeft ? 1 : 0);
      }
    }),
  );
});

test('what two stretches have in common holds where both do', () => {
  fc.assert(
    fc.property(stretch, stretch, (a, b) => {
      const both = common(a, b);
      for (const at of MOMENTS) expect(both !== undefined && holds(both, at)).toBe(holds(a, at) && holds(b, at));
    }),
  );
});
