import { expect, it } from 'vitest';
import { formatAge, formatElapsed } from './duration.ts';

it.each([
  [-5000, '0:00'],
  [12_400, '0:12'],
  [551_000, '9:11'],
  [11_109_000, '3:05:09'],
  [198_720_000, '2 d 07:12'],
])('%s ms have run as %s', (ms, text) => expect(formatElapsed(ms)).toBe(text));

it.each([
  [-1, '0\u2009s'],
  [59_999, '59\u2009s'],
  [180_000, '3\u2009min'],
  [7_200_000, '2\u2009h'],
  [900_000_000, '10\u2009d'],
])('%s ms are %s old', (ms, text) => expect(formatAge(ms)).toBe(text));
