import { expect, test } from 'vitest';
import { minutesOf } from './minutes-of.ts';

test('minutes are whole ones that are over', () => {
  const startedAt = '2026-11-24T01:00:00Z';
  expect(minutesOf({ startedAt, endedAt: '2026-11-24T01:29:59Z' })).toBe(29);
  expect(minutesOf({ startedAt, endedAt: null })).toBe(0);
});
