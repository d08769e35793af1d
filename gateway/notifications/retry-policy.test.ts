import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleAlarm, exampleNotice } from '../../tests/harness/alarm-records.ts';
import type { LeasedNotice } from '../ports/outbox.ts';
import { isStillDue, LONGEST_DELAY_MS, MAX_AGE_MS, retryDelayMs, settle } from './retry-policy.ts';

const NOW = exampleNotice().queuedAt;
const leased = (change: Partial<LeasedNotice> = {}): LeasedNotice => ({
  ...exampleNotice(),
  ...{ alarm: exampleAlarm(), attempts: 0, leaseUntil: NOW + 30_000, wasAnnounced: false, ...change },
});
const busy = { ok: false, recoverable: true, detail: 'HTTP 503' } as const;

test('5, 10, 20 s and so on up to the longest of the priority, a fifth more or less', () => {
  expect([0, 1, 2, 5].map((attempts) => retryDelayMs({ priority: 'P3', attempts }, 0.5))).toEqual([
    5e3, 1e4, 2e4, 16e4,
  ]);
  const notice = fc.record({ priority: fc.constantFrom('P1', 'P2', 'P3', 'P4'), attempts: fc.nat(10_000) });
  fc.assert(
    fc.property(notice, fc.double({ min: 0, max: 0.999, noNaN: true }), (given, random) => {
      const delayMs = retryDelayMs(given, random);
      expect(delayMs).toBeGreaterThanOrEqual(4_000);
      expect(delayMs).toBeLessThanOrEqual(LONGEST_DELAY_MS[given.priority] * 1.2);
    }),
  );
});

describe('after an attempt', () => {
  test('accepted: sent', () => {
    expect(settle(leased(), { ok: true }, NOW, 0.5)).toEqual({ state: 'sent', at: NOW });
  });

  test('may help to try again: queued', () => {
    expect(settle(leased(), busy, NOW, 0.5)).toEqual({ state: 'queued', dueAt: NOW + 5_000, detail: 'HTTP 503' });
  });

  test('cannot help: dead', () => {
    expect(settle(leased(), { ...busy, recoverable: false }, NOW, 0.5)).toMatchObject({
      state: 'dead',
      detail: 'HTTP 503',
    });
  });

  test('older than a day: dead', () => {
    expect(settle(leased(), busy, NOW + MAX_AGE_MS - 1, 0.5)).toMatchObject({ state: 'queued' });
    expect(settle(leased(), busy, NOW + MAX_AGE_MS, 0.5)).toMatchObject({ state: 'dead' });
  });
});

test.each([
  ['alarm-activated', 'active-unacknowledged', false, true],
  ['alarm-activated', 'returned-unacknowledged', false, true],
  ['alarm-activated', 'active-acknowledged', false, false],
  ['alarm-activated', 'closed', false, false],
  ['alarm-returned', 'returned-unacknowledged', true, true],
  ['alarm-returned', 'closed', true, true],
  ['alarm-returned', 'closed', false, false],
  ['alarm-returned', 'active-unacknowledged', true, false],
] as const)('%s of an alarm that is %s, announced: %s: still due: %s', (kind, state, wasAnnounced, isDue) => {
  expect(isStillDue(leased({ kind, wasAnnounced, alarm: exampleAlarm({ state }) }))).toBe(isDue);
});
