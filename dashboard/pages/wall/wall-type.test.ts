import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pictureShift, wallType } from './wall-type.ts';

it('65 inches of 4K read from four metres take 90 px', () => {
  const { body, isLegible } = wallType({ distance: 4, size: 65 }, 3840, 2160);
  expect(Math.round(body)).toBe(89);
  expect(isLegible).toBe(true);
});

it('the same picture at two pixels of the screen to one of the page takes half', () => {
  const whole = wallType({ distance: 4, size: 65 }, 3840, 2160).body;
  expect(wallType({ distance: 4, size: 65 }, 1920, 1080).body).toBeCloseTo(whole / 2, 6);
});

it('says when people stand too far away for the screen', () => {
  expect(wallType({ distance: 12, size: 43 }, 1920, 1080).isLegible).toBe(false);
});

it('is never larger than what lets everything fit', () => {
  const side = fc.integer({ min: 320, max: 8000 });
  fc.assert(
    fc.property(
      side,
      side,
      fc.double({ min: 0.3, max: 50, noNaN: true }),
      fc.double({ min: 5, max: 500, noNaN: true }),
      (w, h, distance, size) => {
        const { body } = wallType({ distance, size }, w, h);
        expect(body).toBeGreaterThan(0);
        expect(body * 42).toBeLessThanOrEqual(w);
        expect(body * 24).toBeLessThanOrEqual(h + 1e-6);
      },
    ),
  );
});

it('moves by four pixels every ten minutes, and comes round', () => {
  const places = Array.from({ length: 5 }, (_, i) => pictureShift(i * 600_000));
  expect(new Set(places.slice(0, 4).map(String)).size).toBe(4);
  expect(places[4]).toEqual(places[0]);
  places.slice(1).forEach(([x, y], i) => {
    const [px, py] = places[i]!;
    expect(Math.abs(x - px) + Math.abs(y - py)).toBe(4);
  });
});
