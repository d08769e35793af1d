import { expect, it } from 'vitest';
import { measureText } from './measure-text.ts';

it.each([
  [0.83, 'rate', '0.83'],
  [150, 'rate', '150'],
  [1283.4, 'rate', '1,283'],
  [0.0123, 'share', '1.2\u2009%'],
  [0.05, 'share', '5\u2009%'],
  [125_000, 'time', '2:05'],
  [0, 'count', '0'],
  [null, 'share', '—'],
] as const)('writes %s as a %s: %s', (value, kind, text) => {
  expect(measureText(value, kind)).toBe(text);
});
