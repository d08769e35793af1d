import { expect, it } from 'vitest';
import { tickDecimals } from './tick.ts';

it.each([
  [20, 0],
  [2.5, 1],
  [0.25, 2],
  [0.0001, 3],
  [0, 0],
  [Number.NaN, 0],
])('ticks %s apart need %s decimals', (step, decimals) => expect(tickDecimals(step)).toBe(decimals));
