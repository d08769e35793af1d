import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { judgeTime, parseTime } from './message-time.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const STALE_MS = 15_000;

describe('reading a time', () => {
  it.each([
    ['2026-01-05T08:00:00Z', NOW],
    ['2026-01-05T08:00:00.250Z', NOW + 250],
    ['2026-01-05T16:00:00+08:00', NOW],
    [NOW, NOW],
    [NOW / 1000, NOW],
  ])('%s', (raw, expected) => {
    expect(parseTime(raw)).toBe(expected);
  });

  it.each([
    undefined,
    null,
    true,
    {},
    '',
    'yesterday',
    '2026-01-05',
    '2026-01-05T08:00:00', // without a zone it could be any
    '2026-13-05T08:00:00Z',
    '1767600000',
    0,
    -5,
    Number.NaN,
  ])('%s is no time', (raw) => {
    expect(parseTime(raw)).toBeUndefined();
  });

  it('anything at all is a time or none, and never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        const time = parseTime(raw);
        expect(time === undefined || Number.isFinite(time)).toBe(true);
      }),
    );
  });
});

describe('a live message', () => {
  const live = (claimed: number | undefined, expected = true): { time: number; quality: number } =>
    judgeTime({ expected, claimed, retained: false }, NOW, STALE_MS);

  it('without a time field is as old as its arrival', () => {
    expect(live(undefined, false)).toEqual({ time: NOW, quality: QUALITY.good });
  });

  it.each([0, 5_000, -1, -600_000])('keeps its own time when off by %d ms', (offset) => {
    expect(live(NOW + offset)).toEqual({ time: NOW + offset, quality: QUALITY.good });
  });

  it.each([5_001, -600_001, 86_400_000])('is not believed when off by %d ms', (offset) => {
    expect(live(NOW + offset)).toEqual({ time: NOW, quality: QUALITY['uncertain-clock'] });
  });

  it('that lacks the time it should carry is uncertain', () => {
    expect(live(undefined)).toEqual({ time: NOW, quality: QUALITY['uncertain-clock'] });
  });
});

describe('a retained message', () => {
  const retained = (claimed: number | undefined): { time: number; quality: number } =>
    judgeTime({ expected: true, claimed, retained: true }, NOW, STALE_MS);

  it('younger than the stale limit is good', () => {
    expect(retained(NOW - STALE_MS)).toEqual({ time: NOW - STALE_MS, quality: QUALITY.good });
  });

  it('older than that keeps its time and is marked old', () => {
    expect(retained(NOW - 3_600_000)).toEqual({ time: NOW - 3_600_000, quality: QUALITY['uncertain-old'] });
  });

  it('without a time is of unknown age', () => {
    expect(retained(undefined)).toEqual({ time: NOW, quality: QUALITY['uncertain-old'] });
  });

  it('from the future or from 1970 has a broken clock', () => {
    expect(retained(NOW + 60_000)).toEqual({ time: NOW, quality: QUALITY['uncertain-clock'] });
    expect(retained(1_000)).toEqual({ time: NOW, quality: QUALITY['uncertain-old'] });
  });
});

it('a source time is never more than five seconds ahead', () => {
  fc.assert(
    fc.property(fc.option(fc.double(), { nil: undefined }), fc.boolean(), fc.boolean(), (raw, retained, expected) => {
      const { time } = judgeTime({ expected, claimed: parseTime(raw), retained }, NOW, STALE_MS);
      expect(time).toBeLessThanOrEqual(NOW + 5_000);
    }),
  );
});
