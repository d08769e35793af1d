import fc from 'fast-check';
import { expect, it } from 'vitest';
import { QUALITY } from '../../gateway/domain/quality.ts';
import { standingOf } from './standing.ts';

const now = 1_800_000_000_000;
const good = { value: 6.9, quality: QUALITY.good, sourceTime: now - 500 };

it('shows a fresh good value as good', () => expect(standingOf(good, 3000, now, false)).toBe('good'));

it('shows an old value as stale whatever was said of it', () => {
  expect(standingOf({ ...good, sourceTime: now - 3001 }, 3000, now, false)).toBe('stale');
});

it('shows everything as stale while the link is lost', () => expect(standingOf(good, 3000, now, true)).toBe('stale'));

it('keeps the last value of a silent device as stale, and shows none where nothing was ever read', () => {
  expect(standingOf({ ...good, quality: QUALITY['bad-timeout'] }, 3000, now, false)).toBe('stale');
  expect(standingOf({ value: Number.NaN, quality: QUALITY['bad-timeout'], sourceTime: now }, 3000, now, false)).toBe(
    'bad',
  );
  expect(standingOf({ value: Number.NaN, quality: QUALITY['bad-waiting'], sourceTime: 0 }, 3000, now, false)).toBe(
    'bad',
  );
});

it('does not call a reading stale that was entered by hand, but while the link is lost', () => {
  const byHand = { value: 6.9, quality: QUALITY['good-manual'], sourceTime: now - 1e11 };
  expect(standingOf(byHand, 3000, now, false)).toBe('good');
  expect(standingOf(byHand, 3000, now, true)).toBe('stale');
});

it('never calls an old, unknown or badly read value good or uncertain', () => {
  const anySample = fc.record({
    value: fc.oneof(fc.double(), fc.constant(Number.NaN)),
    quality: fc.integer({ min: 0, max: 255 }),
    sourceTime: fc.integer({ min: now - 100_000, max: now }),
  });
  fc.assert(
    fc.property(anySample, fc.boolean(), (sample, linkLost) => {
      const standing = standingOf(sample, 3000, now, linkLost);
      if (standing === 'stale' || standing === 'bad') return;
      expect(Number.isFinite(sample.value)).toBe(true);
      expect(sample.quality).toBeLessThan(128);
      if (sample.quality !== QUALITY['good-manual']) expect(now - sample.sourceTime).toBeLessThanOrEqual(3000);
      expect(linkLost).toBe(false);
    }),
  );
});
