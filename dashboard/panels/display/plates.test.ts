import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_PLATES, withPlate } from './plates.ts';

test('whatever is pressed, at most two plates stand, none twice, and the last pressed is among them', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('A', 'B', 'C', 'D'), { minLength: 1 }), (presses) => {
      const open = presses.reduce<readonly string[]>(withPlate, []);
      expect(open.length).toBeLessThanOrEqual(MOST_PLATES);
      expect(new Set(open).size).toBe(open.length);
      expect(open).toContain(presses.at(-1));
    }),
  );
});
