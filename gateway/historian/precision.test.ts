import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Precision, stepOf } from './precision.ts';

test('steps are 1, 2 or 5 times a power of ten, at least eight to a deadband', () => {
  expect([0.1, 0.4, 0.5, 1, 8, 40, 1_000].map(stepOf)).toEqual([0.01, 0.05, 0.05, 0.1, 1, 5, 100]);
  expect([0, -1, Number.NaN].map(stepOf)).toEqual([0, 0, 0]);
});

test('a value is off by at most a sixteenth of its deadband, and a rounded one stays as it is', () => {
  const deadband = fc.double({ min: 1e-3, max: 1e4, noNaN: true });
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(deadband, value, (size, exact) => {
      const precision = new Precision(Float64Array.of(size));
      const rounded = precision.round(0, exact);
      expect(Math.abs(rounded - exact)).toBeLessThanOrEqual(size / 16 + 1e-9);
      expect(precision.round(0, rounded)).toBe(rounded);
      expect(Object.is(rounded, -0)).toBe(false);
    }),
  );
});

test('without a deadband, and where rounding would lose the value, nothing changes', () => {
  const precision = new Precision(Float64Array.of(0, 0.1));
  expect(precision.round(0, 1 / 3)).toBe(1 / 3);
  expect(precision.round(1, 1e308)).toBe(1e308);
});

test('what comes out are short decimal numbers', () => {
  const precision = new Precision(Float64Array.of(0.08, 0.5));
  expect(precision.round(0, 25.55100390625)).toBe(25.55);
  expect(precision.round(1, 19.580000000000002)).toBe(19.6);
});
