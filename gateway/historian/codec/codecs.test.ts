import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCounterDay, encodeCounterDay } from '../counters/counter-codec.ts';
import { SeriesBuilder } from '../series.ts';
import { buildRollup, emptyRollup } from '../sinks/embedded/rollup.ts';
import { decodeBatch, encodeBatch } from './batch-codec.ts';
import { decodeIntegers, encodeIntegers, LARGEST_INTEGER } from './integer-column.ts';
import { decodeRollup, encodeRollup } from './rollup-codec.ts';
import { decodeSeries, encodeSeries } from './series-codec.ts';
import { decodeTimes, encodeTimes } from './time-column.ts';
import { decodeValues, encodeValues } from './value-column.ts';

const positiveZero = (n: number): number => n + 0;
const integer = fc
  .oneof(
    fc.integer(),
    fc.maxSafeInteger().map((n) => n % LARGEST_INTEGER),
    fc.constant(0),
  )
  .map(positiveZero);
const plain = fc.double({ noNaN: true, noDefaultInfinity: true });
const value = fc
  .oneof(
    plain,
    fc.integer({ min: -9999, max: 9999 }).map((n) => n / 10),
    fc.integer({ min: -9999, max: 9999 }).map((n) => n * 0.1),
    fc.integer({ min: 0, max: 99 }).map((n) => n * 0.05),
    plain.map((n) => Math.fround(n)).filter(Number.isFinite),
  )
  .map(positiveZero);
/** Columns as they come: all of one form, or mixed. */
const column = fc.oneof(
  fc.array(value),
  fc.array(
    fc.integer({ min: -500, max: 500 }).map((n) => n * 0.1),
    { maxLength: 300 },
  ),
  fc.array(fc.constantFrom(0.05 * 3, 0.05 * 7), { maxLength: 300 }),
);
const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
const sample = fc.record({ time, value, quality: fc.constantFrom(0, 64, 129, 133) });

function seriesOf(samples: { time: number; value: number; quality: number }[]) {
  const builder = new SeriesBuilder();
  for (const { time: at, value: v, quality } of samples) builder.add(at, quality >= 128 ? Number.NaN : v, quality);
  return builder.toSeries();
}

function batchOf(samples: { time: number; value: number; quality: number }[]) {
  return {
    length: samples.length,
    point: Uint32Array.from(samples, (_, i) => i * 7),
    value: Float64Array.from(samples, (s) => (s.quality >= 128 ? Number.NaN : s.value)),
    quality: Uint8Array.from(samples, (s) => s.quality),
    sourceTime: Float64Array.from(samples, (s) => s.time),
  };
}

describe('columns', () => {
  test('integers come back exactly, in every order of differences', () => {
    fc.assert(
      fc.property(fc.array(integer), fc.constantFrom(0, 1, 2), (values, order) => {
        const bytes = encodeIntegers(values, values.length, order as 0 | 1 | 2);
        const { values: decoded, end } = decodeIntegers(bytes, 0, values.length, order as 0 | 1 | 2);
        expect([...decoded]).toEqual(values);
        expect(end).toBe(bytes.length);
      }),
    );
  });

  test('values come back exactly, whatever form is chosen', () => {
    fc.assert(
      fc.property(column, (values) => {
        const bytes = encodeValues(Float64Array.from(values), values.length);
        const { values: decoded, end } = decodeValues(bytes, 0, values.length);
        expect([...decoded]).toEqual(values);
        expect(end).toBe(bytes.length);
      }),
    );
  });
});

describe('frames', () => {
  test('a series comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(sample), (samples) => {
        const series = seriesOf(samples);
        expect(decodeSeries(encodeSeries(series))).toEqual({
          ...series,
          time: series.time.slice(),
          value: series.value.slice(),
          quality: series.quality.slice(),
        });
      }),
    );
  });

  test('times come back exactly, on a grid, beside it and in any order', () => {
    const grid = fc.constantFrom(100, 1_000, 5_000, 60_000, 3_600_000);
    const jitter = fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 50 });
    const regular = fc
      .tuple(grid, time, jitter)
      .map(([every, start, list]) => list.map((off, i) => start + i * every + off));
    fc.assert(
      fc.property(fc.oneof(regular, fc.array(time)), (times) => {
        const bytes = encodeTimes(times, times.length);
        const { values, end } = decodeTimes(bytes, 0, times.length);
        expect([...values]).toEqual(times);
        expect(end).toBe(bytes.length);
      }),
    );
  });

  test('a batch of the log comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(sample), (samples) => {
        const batch = batchOf(samples);
        expect(decodeBatch(encodeBatch(batch))).toEqual(batch);
      }),
    );
  });

  test('a rollup comes back, its mean rounded', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ time: fc.integer({ min: 0, max: 3_600_000 }), value, quality: fc.constantFrom(0, 129) })),
        (samples) => {
          const rollup = buildRollup(seriesOf(samples), 0, 60_000, 60, 3_600_000);
          const decoded = decodeRollup(encodeRollup(rollup))!;
          expect({ ...decoded, mean: [] }).toEqual({ ...rollup, mean: [] });
          for (const [i, mean] of rollup.mean.entries()) {
            const allowed = Math.max(5.01e-4, Math.abs(mean) * 1e-7);
            const isClose = Object.is(decoded.mean[i], mean) || Math.abs(decoded.mean[i]! - mean) <= allowed;
            expect(isClose).toBe(true);
          }
        },
      ),
    );
  });

  test('a changed byte or a missing end anywhere is noticed and never throws', () => {
    const samples = Array.from({ length: 40 }, (_, i) => ({ time: i * 1000, value: i / 10, quality: i % 9 ? 0 : 129 }));
    const frames = [
      { bytes: encodeSeries(seriesOf(samples)), decode: decodeSeries },
      { bytes: encodeBatch(batchOf(samples)), decode: decodeBatch },
      { bytes: encodeRollup(emptyRollup(0, 60_000, 60)), decode: decodeRollup },
      {
        bytes: encodeCounterDay({ before: undefined, segments: [], corrections: [], end: undefined }),
        decode: decodeCounterDay,
      },
    ];
    for (const { bytes, decode } of frames) {
      for (let at = 0; at < bytes.length; at++) {
        expect(decode(bytes.slice(0, at))).toBeUndefined();
        for (const bit of [1, 16, 128]) {
          const damaged = Uint8Array.from(bytes);
          damaged[at] = damaged[at]! ^ bit;
          expect(decode(damaged)).toBeUndefined();
        }
      }
    }
  });

  test('one kind of frame is never read as another', () => {
    expect(decodeBatch(encodeSeries(seriesOf([{ time: 1, value: 1, quality: 0 }])))).toBeUndefined();
  });
});
