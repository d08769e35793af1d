import { expect, test } from 'vitest';
import { readHand } from './read-hand.ts';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test('what is typed is taken; a check nobody answered stays open', () => {
  expect(readHand(form({ keys: 'ok', tools: 'bad', 'tools-remark': 'meter lost', note: ' calm ' }))).toEqual({
    ok: true,
    wish: {
      ...{ permits: '', instructions: '', note: 'calm', switching: '' },
      checks: {
        keys: { result: 'ok', remark: null },
        tools: { result: 'bad', remark: 'meter lost' },
        clean: { result: null, remark: null },
      },
    },
  });
});

test('× without a word is not taken', () => {
  expect(readHand(form({ keys: 'bad', clean: 'bad' }))).toEqual({ ok: false, wrong: new Set(['keys', 'clean']) });
});
