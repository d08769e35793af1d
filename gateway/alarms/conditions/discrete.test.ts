import { expect, test } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { discrete } from './discrete.ts';

const options = discrete.optionsSchema.parse({ alarm: [2, 3] });
const judge = (value: number, quality: number = QUALITY.good) => discrete.judge(options, { value, quality }, null).zone;

test('the listed values are the alarm, all others are normal', () => {
  expect([0, 2, 3, 4].map((value) => judge(value))).toEqual(['normal', 'alarm', 'alarm', 'normal']);
});

test('what is not known for good is unknown', () => {
  expect(judge(2, QUALITY['bad-timeout'])).toBe('unknown');
  expect(judge(2, QUALITY['uncertain-device'])).toBe('unknown');
  expect(judge(Number.NaN)).toBe('unknown');
});

test('an empty list is refused', () => {
  expect(discrete.optionsSchema.safeParse({ alarm: [] }).success).toBe(false);
});
