import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resultOfStatus } from './status-result.ts';

const NOW = Date.UTC(2026, 0, 5);
const answered = (status: number, retryAfter: string | null = null) =>
  resultOfStatus({ ok: true, answer: { status, retryAfter, body: '' } }, NOW);

test.each([
  [200, 'sent'],
  [204, 'sent'],
  [301, 'broken'],
  [307, 'broken'],
  [400, 'rejected'],
  [401, 'broken'],
  [404, 'broken'],
  [408, 'failed'],
  [410, 'broken'],
  [413, 'rejected'],
  [422, 'rejected'],
  [429, 'throttled'],
  [500, 'failed'],
  [503, 'failed'],
])('HTTP %d: %s', (status, kind) => {
  expect(answered(status)).toMatchObject({ kind, ...(kind === 'sent' ? {} : { detail: `HTTP ${status}` }) });
});

describe('how long to wait', () => {
  test.each([
    [429, null, 60_000],
    [429, '7', 7_000],
    [503, '120', 120_000],
    [429, '0', 1_000],
    [429, '99999', 600_000],
    [429, new Date(NOW + 30_000).toUTCString(), 30_000],
    [429, new Date(NOW - 30_000).toUTCString(), 1_000],
    [429, 'soon', 60_000],
  ])('HTTP %d, Retry-After %s', (status, retryAfter, afterMs) => {
    expect(answered(status, retryAfter)).toMatchObject({ kind: 'throttled', afterMs });
  });

  test('never shorter than a second or longer than ten minutes, whatever is said', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(429, 500, 503), (retryAfter, status) => {
        const result = answered(status, retryAfter);
        if (result.kind !== 'throttled') return;
        expect(result.afterMs).toBeGreaterThanOrEqual(1_000);
        expect(result.afterMs).toBeLessThanOrEqual(600_000);
      }),
    );
  });
});

test('no answer is a failure in its own words', () => {
  expect(resultOfStatus({ ok: false, detail: 'ECONNREFUSED' }, NOW)).toEqual({
    kind: 'failed',
    detail: 'ECONNREFUSED',
  });
});
