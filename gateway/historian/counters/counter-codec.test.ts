import fc from 'fast-check';
import { expect, test } from 'vitest';
import { correctionKind, incrementQuality } from '../../domain/counter-correction.ts';
import { sealFrame } from '../codec/frame.ts';
import { encodeIntegers } from '../codec/integer-column.ts';
import { encodeValues } from '../codec/value-column.ts';
import { decodeCounterDay, encodeCounterDay } from './counter-codec.ts';

const time = fc.integer({ min: 0, max: 4e12 });
const value = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0);
const quality = fc.constantFrom(...incrementQuality.options);
const reading = fc.record({ time, value });
const state = fc.option(
  fc.record({
    ...{ accepted: reading, unchangedSinceMs: time, declaredMs: time },
    held: fc.array(reading, { maxLength: 2 }),
  }),
  { nil: undefined },
);
const segment = fc.record({ fromMs: time, toMs: time, rise: value, knownMs: fc.nat(), coveredMs: fc.nat(), quality });
const correction = fc.record({
  ...{ kind: fc.constantFrom(...correctionKind.options), fromMs: time, toMs: time, before: value, after: value },
  ...{ increment: value, quality, count: fc.nat(), declaration: fc.nat() },
});

test('a counter day comes back as it was', () => {
  const before = fc.oneof(state, fc.constant('unknown' as const));
  fc.assert(
    fc.property(before, fc.array(segment), fc.array(correction), state, (from, segments, corrections, end) => {
      const day = { before: from, segments, corrections, end };
      expect(decodeCounterDay(encodeCounterDay(day))).toEqual(day);
    }),
  );
});

test('a day from a file without corrections is read as measured, counted from somewhere', () => {
  const columns = [encodeIntegers([5], 1, 1), encodeIntegers([9], 1, 1), encodeIntegers([4], 1, 1)];
  const end = [encodeIntegers([1, 9], 2, 0), encodeValues(Float64Array.of(71), 1)];
  const bytes = sealFrame('counter', 1, [...columns, encodeValues(Float64Array.of(2.5), 1), ...end], 3);
  expect(decodeCounterDay(bytes)).toEqual({
    before: 'unknown',
    segments: [{ fromMs: 5, toMs: 9, rise: 2.5, knownMs: 4, coveredMs: 4, quality: 'measured' }],
    corrections: [],
    end: { accepted: { time: 9, value: 71 }, unchangedSinceMs: 9, held: [], declaredMs: 0 },
  });
});
