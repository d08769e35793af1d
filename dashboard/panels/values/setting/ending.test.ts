import { expect, it } from 'vitest';
import type { WireWrite } from '../../../data/api.ts';
import { ApiError } from '../../../data/api-error.ts';
import { endingOf, endingOfError } from './ending.ts';

it.each<[code: string, status: number, expected: string]>([
  ['WRITE_TOO_SOON', 409, 'denied'],
  ['WRITE_UNRECORDED', 503, 'denied'],
  ['AUTH_REQUIRED', 401, 'denied'],
  ['REQUEST_INVALID', 400, 'denied'],
  ['NETWORK', 0, 'silence'],
  ['STORE_UNAVAILABLE', 503, 'silence'],
  ['INTERNAL', 502, 'silence'],
])('%s is told as %s', (code, status, expected) => {
  expect(endingOfError(new ApiError(code, status))).toMatchObject({ outcome: expected, code, readBack: null });
});

it('what nobody expected may hide that it was sent', () => {
  expect(endingOfError(new TypeError('x')).outcome).toBe('silence');
});

it('only what the device shows is told as success', () => {
  const record = { outcome: 'differs', readBack: 7, detail: null } as WireWrite;
  expect(endingOf(record)).toEqual({ outcome: 'differs', readBack: 7, code: undefined, detail: undefined });
  expect(endingOf({ ...record, outcome: 'pending' }).outcome).toBe('unknown');
});
