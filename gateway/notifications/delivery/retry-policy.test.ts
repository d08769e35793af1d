import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leasedNotice } from '../notifications.fixtures.ts';
import { isTooOld, maxAgeMs, retryDelayMs, settle } from './retry-policy.ts';

const NOW = leasedNotice().queuedAt;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const failed = { kind: 'failed', detail: 'HTTP 503' } as const;

test('5, 15, 45, 120, 300 s and then always 600 s, a fifth more or less', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 99].map((attempts) => retryDelayMs(attempts, 0.5) / 1000)).toEqual([
    ...[5, 15, 45, 120, 300, 600, 600, 600],
  ]);
  fc.assert(
    fc.property(fc.nat(1000), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempts, random) => {
      const middle = retryDelayMs(attempts, 0.5);
      expect(Math.abs(retryDelayMs(attempts, random) - middle)).toBeLessThanOrEqual(middle * 0.2 + 1);
    }),
  );
});

describe('after an attempt', () => {
  test('sent', () => {
    expect(settle(leasedNotice(), { kind: 'sent', receipt: 'r1' }, NOW, 0.5)).toEqual({
      state: 'sent',
      at: NOW,
      receipt: 'r1',
    });
  });

  test('failed, or the channel is broken: again later', () => {
    const later = { state: 'queued', dueAt: NOW + 5_000, detail: 'HTTP 503' };
    expect(settle(leasedNotice(), failed, NOW, 0.5)).toEqual(later);
    expect(settle(leasedNotice(), { ...failed, kind: 'broken' }, NOW, 0.5)).toEqual(later);
  });

  test('rejected: dead', () => {
    expect(settle(leasedNotice(), { ...failed, kind: 'rejected' }, NOW, 0.5)).toMatchObject({ state: 'dead' });
  });

  test('throttled: waits as long as it was asked to, within an hour, and no attempt is counted', () => {
    const throttled = (afterMs: number) =>
      settle(leasedNotice(), { kind: 'throttled', afterMs, detail: '429' }, NOW, 0.5);
    expect(throttled(90_500.2)).toEqual({ state: 'waiting', dueAt: NOW + 90_501, detail: '429' });
    expect(throttled(0)).toMatchObject({ dueAt: NOW + 1_000 });
    expect(throttled(Number.NaN)).toMatchObject({ dueAt: NOW + HOUR });
  });

  test.each([
    ['P1', HOUR],
    ['P2', 6 * HOUR],
    ['P3', 24 * HOUR],
    ['P4', 24 * HOUR],
  ] as const)('%s is given up at %d ms', (priority, limitMs) => {
    const notice = leasedNotice({ priority, attempts: 3 });
    expect(maxAgeMs(notice)).toBe(limitMs);
    expect(settle(notice, failed, NOW + limitMs - 1, 0.5).state).toBe('queued');
    expect(settle(notice, failed, NOW + limitMs, 0.5).state).toBe('dead');
  });
});

test('what quiet hours held back counts its age from its own time, but not for ever', () => {
  const held = leasedNotice({ priority: 'P2', dueAt: NOW + 9 * HOUR });
  expect(isTooOld(held, NOW + 14 * HOUR)).toBe(false);
  expect(isTooOld(held, NOW + 15 * HOUR)).toBe(true);
  expect(isTooOld({ ...held, dueAt: NOW + 47 * HOUR }, NOW + 48 * HOUR)).toBe(true);
  expect(isTooOld({ ...held, priority: 'P1' }, NOW + HOUR)).toBe(true);
});
