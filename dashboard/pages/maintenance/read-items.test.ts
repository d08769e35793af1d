import { expect, test } from 'vitest';
import { readItems } from './read-items.ts';

test('reads only items of which a result was chosen', () => {
  const form = new FormData();
  form.set('result a', 'ok');
  form.set('value a', '7,5');
  form.set('note b', 'seen, not judged');
  form.set('result c', 'fault');
  form.set('note c', 'loose');
  expect(readItems(form, [{ id: 'a' }, { id: 'b' }, { id: 'c' }])).toEqual([
    { item: 'a', result: 'ok', value: 7.5, note: null },
    { item: 'c', result: 'fault', value: null, note: 'loose' },
  ]);
});
