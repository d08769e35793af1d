import { expect, test } from 'vitest';
import { planTrim, type TrimInput } from './trim.ts';

const MB = 1024 * 1024;
const calm: TrimInput = {
  oldest: Array.from({ length: 10 }, (_, i) => ({ id: i + 1, size: 10 * MB })),
  logBytes: 100 * MB,
  maxLogBytes: 1_000 * MB,
  freeDiskBytes: 10_000 * MB,
  freeDiskFloorBytes: 500 * MB,
  diskBytes: 20_000 * MB,
  safeId: 0,
};

test('what a sink still needs stays', () => {
  expect(planTrim(calm)).toEqual({ deleteUpToId: 0, evicts: false });
});

test('what every sink has proven goes', () => {
  expect(planTrim({ ...calm, safeId: 4 })).toEqual({ deleteUpToId: 4, evicts: false });
});

test('over its cap the oldest go, no more than needed', () => {
  expect(planTrim({ ...calm, maxLogBytes: 75 * MB })).toEqual({ deleteUpToId: 3, evicts: true });
});

test('on a nearly full disk the oldest go, but never the last minutes', () => {
  expect(planTrim({ ...calm, freeDiskBytes: 480 * MB })).toEqual({ deleteUpToId: 2, evicts: true });
  expect(planTrim({ ...calm, freeDiskBytes: 0 }).deleteUpToId).toBe(9);
});

test('on a small disk the log keeps a quarter of it', () => {
  const small: TrimInput = {
    ...calm,
    oldest: Array.from({ length: 10 }, (_, i) => ({ id: i + 1, size: MB })),
    logBytes: 10 * MB,
  };
  expect(planTrim({ ...small, freeDiskBytes: 0, diskBytes: 16 * MB })).toEqual({ deleteUpToId: 6, evicts: true });
});
