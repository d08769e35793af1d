import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitPart, LEAST_MS, MOST_MS, movePart, zoomPart } from './part.ts';

const NOW = Date.UTC(2026, 10, 22);
const HOUR = 3_600_000;
const part = { from: NOW - 2 * HOUR, to: NOW - HOUR };

it('comes closer about its middle, and goes wider again', () => {
  const close = zoomPart(part, 0.5, NOW);
  expect(close).toEqual({ from: NOW - 1.75 * HOUR, to: NOW - 1.25 * HOUR });
  expect(zoomPart(close, 2, NOW)).toEqual(part);
});

it('moves, and stops at the present', () => {
  expect(movePart(part, -0.5, NOW)).toEqual({ from: NOW - 2.5 * HOUR, to: NOW - 1.5 * HOUR });
  expect(movePart(part, 5, NOW)).toEqual({ from: NOW - HOUR, to: NOW });
});

it('is never too short, too long or in the future, whatever is asked', () => {
  const any = fc.double({ min: 0, max: 2 * NOW, noNaN: true });
  fc.assert(
    fc.property(any, any, (a, b) => {
      const { from, to } = fitPart({ from: a, to: b }, NOW);
      expect(to - from).toBeGreaterThanOrEqual(LEAST_MS);
      expect(to - from).toBeLessThanOrEqual(MOST_MS);
      expect(to).toBeLessThanOrEqual(NOW);
      expect(Number.isInteger(from) && Number.isInteger(to)).toBe(true);
    }),
  );
});
