import { expect, test } from 'vitest';
import { readTakeOver } from './read-take-over.ts';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test('who has looked at the equipment takes over', () => {
  expect(readTakeOver(form({ walked: 'yes', override: 'not asked' }), false)).toEqual({
    ok: true,
    wish: { walked: true, found: '', overrideReason: null },
  });
});

test('who has not says why; against a block with a reason', () => {
  expect(readTakeOver(form({ walked: 'no' }), true)).toEqual({ ok: false, wrong: new Set(['found', 'override']) });
  expect(readTakeOver(form({ walked: 'no', found: 'flood', override: 'sensor broken' }), true)).toMatchObject({
    wish: { walked: false, found: 'flood', overrideReason: 'sensor broken' },
  });
});
