import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shelfChoices } from './shelf-choices.ts';

const HOUR = 3_600_000;

it('offers what the class allows', () => {
  expect(shelfChoices(HOUR)).toEqual([900_000, 1_800_000, HOUR]);
  expect(shelfChoices(8 * HOUR).at(-1)).toBe(8 * HOUR);
  expect(shelfChoices(0)).toEqual([]);
});

it('rises to the limit and never beyond it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 * HOUR }), (longest) => {
      const choices = shelfChoices(longest);
      expect(choices.at(-1)).toBe(longest);
      expect([...choices].sort((a, b) => a - b)).toEqual(choices);
      expect(new Set(choices).size).toBe(choices.length);
    }),
  );
});
