import { expect, test } from 'vitest';
import { backoffMs } from '../progress/backoff.ts';
import { decideAction, STUMBLES } from './write-policy.ts';

const act = (status?: number, message = 'm', retryAfter?: string, failures = 0) =>
  decideAction({ status, message, retryAfter }, { lines: ['m v=1 1'], failures, random: 1 });

test.each([
  [204, 'stored'],
  [200, 'stored'],
  [201, 'stored'],
  [302, 'refused'],
  [400, 'narrow'],
  [401, 'refused'],
  [403, 'refused'],
  [404, 'refused'],
  [405, 'refused'],
  [406, 'narrow'],
  [408, 'down'],
  [413, 'halve'],
  [418, 'refused'],
  [422, 'narrow'],
  [429, 'busy'],
  [500, 'down'],
  [502, 'down'],
  [503, 'down'],
  [504, 'down'],
  [undefined, 'down'],
])('%s means %s', (status, kind) => {
  expect(act(status).kind).toBe(kind);
});

test('a success that lists refused lines is no success', () => {
  const body = '{"error":"partial write of line protocol occurred","data":[{"line_number":1,"error_message":"no"}]}';
  expect(act(200, body).kind).toBe('narrow');
  expect(act(201, body).kind).toBe('narrow');
});

test('a failure of the server that speaks of the data would never go away', () => {
  expect(act(500, '{"error":"partial write: points beyond retention policy dropped=1"}').kind).toBe('narrow');
  expect(act(500, 'timeout', undefined, STUMBLES).kind).toBe('narrow');
  expect(act(503, 'timeout', undefined, STUMBLES).kind).toBe('down');
});

test('Retry-After is in seconds, bounded, and never shorter than the own rhythm', () => {
  expect(act(429, 'm', '30')).toMatchObject({ waitMs: 30_000 });
  expect(act(503, 'm', '7')).toMatchObject({ waitMs: 7_000 });
  expect(act(429, 'm', '0')).toMatchObject({ waitMs: 500 });
  expect(act(429, 'm', '99999')).toMatchObject({ waitMs: 300_000 });
  expect(act(429, 'm', 'Wed, 21 Oct 2026 07:28:00 GMT')).toMatchObject({ waitMs: 500 });
});

test('waits grow, differ and stay bounded', () => {
  expect(backoffMs(0, 1)).toBe(500);
  expect(backoffMs(3, 0)).toBe(2_000);
  expect(backoffMs(50, 1)).toBe(30_000);
});
