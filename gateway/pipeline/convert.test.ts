import fc from 'fast-check';
import { expect, test } from 'vitest';
import { examplePoint } from '../../tests/harness/builders.ts';
import { QUALITY } from '../domain/quality.ts';
import { BatchBuilder } from '../domain/sample.ts';
import { createConverter } from './convert.ts';

function convertOne(point: Parameters<typeof examplePoint>[0], raw: number, quality: number = QUALITY.good) {
  const batch = new BatchBuilder(1);
  batch.add(0, raw, quality, 1000);
  createConverter([examplePoint(point)])(batch);
  return { value: batch.value[0]!, quality: batch.quality[0]! };
}

test('scale and offset give engineering units', () => {
  expect(convertOne({ scale: 0.01, offset: -273.15 }, 29815).value).toBeCloseTo(25, 9);
});

test('a sentinel is compared with the raw number and carries no value', () => {
  expect(convertOne({ scale: 0.1, sentinels: [0x7fff] }, 0x7fff)).toEqual({
    value: Number.NaN,
    quality: QUALITY['bad-sentinel'],
  });
});

test('outside of the sensor range nothing is shown', () => {
  expect(convertOne({ range: [0, 100] }, 100).quality).toBe(QUALITY.good);
  expect(convertOne({ range: [0, 100] }, 100.5)).toEqual({ value: Number.NaN, quality: QUALITY['bad-out-of-range'] });
});

test('NaN and infinity from the device are bad', () => {
  for (const raw of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    expect(convertOne({}, raw).quality).toBe(QUALITY['bad-not-a-number']);
  }
});

test('whatever comes in, quality never improves and only finite numbers leave as good', () => {
  fc.assert(
    fc.property(fc.double(), fc.constantFrom(...Object.values(QUALITY)), (raw, quality) => {
      const out = convertOne({ scale: 0.5, range: [-1000, 1000], sentinels: [32767] }, raw, quality);
      expect(out.quality).toBeGreaterThanOrEqual(quality);
      expect(Number.isFinite(out.value)).toBe(out.quality < 128);
    }),
  );
});
