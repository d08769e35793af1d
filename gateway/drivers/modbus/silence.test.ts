import { expect, test } from 'vitest';
import { Silence } from './silence.ts';

test('silence outlasts the slowest of the newest answers, and one stall is forgotten', () => {
  const silence = new Silence();
  expect(silence.neededMs(1000)).toBe(200);
  expect(silence.neededMs(80)).toBe(40);
  silence.answered(900);
  for (let i = 0; i < 15; i++) silence.answered(40);
  expect(silence.neededMs(1000)).toBeGreaterThan(900);
  silence.answered(40);
  expect(silence.neededMs(1000)).toBe(50);
  for (let i = 0; i < 16; i++) silence.answered(2);
  expect(silence.neededMs(1000)).toBe(20);
});
