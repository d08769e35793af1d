import { expect, test } from 'vitest';
import { readLeave } from './read-leave.ts';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test('a place is enough where nobody else is there', () => {
  expect(readLeave(form({ place: ' roof ' }), 'Asia/Shanghai', false)).toEqual({
    ok: true,
    wish: { place: 'roof', agreedBy: null, backUntil: null },
  });
});

test('the time back is that of the site', () => {
  const fields = { place: 'roof', agreedBy: 'bob', back: '2026-01-05 10:30' };
  expect(readLeave(form(fields), 'Asia/Shanghai', true)).toMatchObject({
    wish: { agreedBy: 'bob', backUntil: '2026-01-05T02:30:00.000Z' },
  });
});

test('everything that is wrong is told at once', () => {
  const read = readLeave(form({ back: 'soon' }), 'Asia/Shanghai', true);
  expect(read).toEqual({ ok: false, wrong: new Set(['place', 'agreedBy', 'back']) });
});
