import { expect, test } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { commsLost } from './comms-lost.ts';

test('1 is lost, 0 is back', () => {
  expect(commsLost.judge({}, { value: 1, quality: QUALITY.good }, null).zone).toBe('alarm');
  expect(commsLost.judge({}, { value: 0, quality: QUALITY.good }, null).zone).toBe('normal');
});

test('it has no options', () => {
  expect(commsLost.optionsSchema.safeParse({ after: 1 }).success).toBe(false);
});
