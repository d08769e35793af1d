import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matches, textAt } from './json-path.ts';

test.each([
  [{ Code: 'OK' }, 'Code', 'OK'],
  [{ Data: [{ Id: 7 }] }, 'Data.0.Id', '7'],
  [{ ok: true }, 'ok', 'true'],
  [{ Data: {} }, 'Data', undefined],
  [{}, 'constructor.name', undefined],
  [null, 'Code', undefined],
  ['text', 'length', undefined],
] as const)('%j at %s', (value, path, text) => {
  expect(textAt(value, path)).toBe(text);
});

test('0 and "0" are the same', () => {
  expect(matches({ code: 0 }, { path: 'code', is: ['0'] })).toBe(true);
  expect(matches({ code: '0' }, { path: 'code', is: [0, 'OK'] })).toBe(true);
  expect(matches({ code: '' }, { path: 'code', is: [0, false] })).toBe(false);
});

test('never throws, whatever was answered', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.stringMatching(/^[\w.]{1,20}$/), (value, path) => void textAt(value, path)));
});
