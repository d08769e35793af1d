import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PointNumbers } from './point-numbers.ts';

test('link and site count alike until the site is changed', () => {
  const numbers = new PointNumbers();
  expect(numbers.site(7)).toBe(7);
  expect(numbers.link(7)).toBe(7);
});

test('whatever changes follow one another, a point of the link stays the same point of the site', () => {
  const shuffled = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 });
  fc.assert(
    fc.property(fc.array(shuffled, { maxLength: 4 }), (changes) => {
      const numbers = new PointNumbers();
      let places = [0, 1, 2, 3, 4, 5];
      for (const to of changes) {
        numbers.renumber(new Map(to.map((place, from) => [from, place])));
        places = places.map((place) => to[place]!);
      }
      for (const [own, place] of places.entries()) {
        expect(numbers.site(own)).toBe(place);
        expect(numbers.link(place)).toBe(own);
      }
    }),
  );
});

test('a silenced link says nothing and takes nothing', () => {
  const numbers = new PointNumbers();
  numbers.renumber(new Map([[0, 3]]));
  expect(numbers.site(1)).toBeUndefined();
  numbers.silence();
  expect(numbers.site(0)).toBeUndefined();
  expect(numbers.link(3)).toBeUndefined();
});
