import fc from 'fast-check';
import { expect, test } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { SeriesBuilder } from '../series.ts';
import { judgeAgainst, VERDICT } from './verdict.ts';

const samples = fc.uniqueArray(
  fc.record({
    time: fc.integer({ min: 0, max: 50 }),
    value: fc.double({ noNaN: true }),
    quality: fc.constantFrom(QUALITY.good, QUALITY['good-manual'], QUALITY['uncertain-clock'], QUALITY['bad-sentinel']),
  }),
  { selector: ({ time }) => time, maxLength: 20 },
);

const shown = ({ value, quality }: { value: number; quality: number }): number => (quality < 128 ? value : Number.NaN);

test('what is recorded is present, what is elsewhere is written, and what differs replaces', () => {
  fc.assert(
    fc.property(samples, fc.integer({ min: 0, max: 60 }), fc.double({ noNaN: true }), (list, time, value) => {
      const known = new SeriesBuilder();
      for (const sample of list) known.add(sample.time, shown(sample), sample.quality);
      const series = known.toSeries();
      for (const sample of list)
        expect(judgeAgainst(series, { ...sample, value: shown(sample) })).toBe(VERDICT.present);
      const there = list.find((sample) => sample.time === time);
      const verdict = judgeAgainst(series, { time, value, quality: QUALITY['good-manual'] });
      const isSame = there && there.quality < 64 && Object.is(there.value, value);
      expect(verdict).toBe(there ? (isSame ? VERDICT.present : VERDICT.replace) : VERDICT.write);
    }),
  );
});

test('a measured value is not written over by the same one from a file', () => {
  const known = new SeriesBuilder();
  known.add(1, 5, QUALITY.good);
  expect(judgeAgainst(known.toSeries(), { time: 1, value: 5, quality: QUALITY['good-manual'] })).toBe(VERDICT.present);
});
