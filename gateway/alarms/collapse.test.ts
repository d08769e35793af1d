import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collapse } from './collapse.ts';

test('keeps the first and the last of each key, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c')), (keys) => {
      const items = keys.map((key, at) => ({ key, at }));
      const kept = collapse(items, (item) => item.key);
      expect(kept).toEqual(items.filter(({ key, at }) => at === keys.indexOf(key) || at === keys.lastIndexOf(key)));
    }),
  );
});
