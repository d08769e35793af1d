import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layOutBand } from './band.ts';

it('sets a value inside the normal band', () => {
  expect(layOutBand(7, [6, 8], null)).toEqual({
    normalFrom: expect.closeTo(20),
    normalTo: expect.closeTo(80),
    pointer: expect.closeTo(50),
    offScale: null,
    exceeded: null,
  });
});

it('says on which side it is exceeded, and when the pointer is off the scale', () => {
  expect(layOutBand(8.2, [6, 8], null)).toMatchObject({ exceeded: 'high', offScale: null });
  expect(layOutBand(20, [6, 8], null)).toMatchObject({ exceeded: 'high', offScale: 'high', pointer: 100 });
});

it('has no pointer without a value and no scale without a band', () => {
  expect(layOutBand(null, [6, 8], null)).toMatchObject({ pointer: null, exceeded: null });
  expect(layOutBand(1, [5, 5], null)).toBeUndefined();
});

it('never points outside its scale', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(number, number, fc.double({ min: 0.001, max: 1e5, noNaN: true }), (value, low, span) => {
      const layout = layOutBand(value, [low, low + span], null);
      expect(layout?.pointer).toBeGreaterThanOrEqual(0);
      expect(layout?.pointer).toBeLessThanOrEqual(100);
    }),
  );
});
