import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arranged } from './arranged.ts';

const named = (ids: readonly string[]) => ids.map((id) => ({ id }));
const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);

test('those that are named come first, the others stay as they stand', () => {
  expect(idsOf(arranged(named(['a', 'b', 'c', 'd']), ['d', 'gone', 'b']))).toEqual(['d', 'b', 'a', 'c']);
  expect(idsOf(arranged(named(['a', 'b']), []))).toEqual(['a', 'b']);
});

test('nothing is lost or doubled, whatever is named', () => {
  const ids = fc.uniqueArray(fc.stringMatching(/^[a-f]{1,2}$/), { maxLength: 12 });
  fc.assert(
    fc.property(ids, ids, (all, order) => {
      const shown = idsOf(arranged(named(all), order));
      expect(shown.toSorted()).toEqual(all.toSorted());
      const known = order.filter((id) => all.includes(id));
      expect(shown.slice(0, known.length)).toEqual(known);
      expect(shown.slice(known.length)).toEqual(all.filter((id) => !order.includes(id)));
    }),
  );
});
