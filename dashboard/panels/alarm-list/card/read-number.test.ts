import { expect, it } from 'vitest';
import { readNumber } from './read-number.ts';

it.each([
  ['6.5', 6.5],
  ['\u22123.25', -3.25],
  [' 1,234.5 ', 1234.5],
  ['', undefined],
  ['6.5 bar', undefined],
  ['1e9', undefined],
  ['--2', undefined],
])('reads %j as %s', (text, value) => {
  expect(readNumber(text)).toBe(value);
});
