import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadStanding, plantStanding, STEADY_MS, STEADY_PERCENT } from './steady-load.ts';

const NOW = 100_000_000;
const MINUTE = 60_000;
/** Minimum of every minute, the oldest first, the last one now. */
const past = (...mins: readonly (number | null)[]) => ({
  time: mins.map((_, i) => NOW - (mins.length - 1 - i) * MINUTE),
  min: [...mins],
});
const steady = past(...Array.from({ length: 20 }, () => 70));

test('a quarter of an hour above forty per cent, not less', () => {
  expect(loadStanding(70, steady, NOW)).toBe('steady');
  expect(loadStanding(70, past(0, 0, 0, 0, 0, ...Array.from({ length: 14 }, () => 70)), NOW)).toBe('brief');
  expect(loadStanding(70, past(70, 70), NOW)).toBe('brief');
  expect(loadStanding(39, steady, NOW)).toBe('low');
  expect(loadStanding(0, steady, NOW)).toBe('stopped');
});

test('what is not known is not claimed: no fresh load, no past, a gap in it', () => {
  expect(loadStanding(null, steady, NOW)).toBe('unknown');
  expect(loadStanding(70, undefined, NOW)).toBe('unknown');
  const hole = past(...Array.from({ length: 14 }, () => 70), null, 70, 70, 70, 70);
  expect(loadStanding(70, hole, NOW)).toBe('unknown');
  expect(loadStanding(70, past(...Array.from({ length: 19 }, () => 70), null), NOW)).toBe('steady');
});

test('steady means that no minimum of the quarter of an hour lies below the limit', () => {
  const mins = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(mins, (all) => {
      const series = past(...all);
      if (loadStanding(80, series, NOW) !== 'steady') return;
      const since = series.min.filter((_, i) => (series.time[i] ?? 0) > NOW - STEADY_MS);
      for (const min of since) expect(min).toBeGreaterThanOrEqual(STEADY_PERCENT);
    }),
  );
});

test('a plant is as steady as the least steady chiller that runs; one that is not known spoils the figure', () => {
  expect(plantStanding(['steady', 'stopped'])).toBe('steady');
  expect(plantStanding(['steady', 'brief'])).toBe('brief');
  expect(plantStanding(['steady', 'low'])).toBe('low');
  expect(plantStanding(['stopped', 'stopped'])).toBe('stopped');
  expect(plantStanding(['steady', 'unknown'])).toBe('unknown');
  expect(plantStanding([])).toBe('unknown');
});
