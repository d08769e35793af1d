import { expect, it } from 'vitest';
import { liftServes } from './lift-service.ts';

it('counts a car that carries passengers', () => {
  expect([1, 3, 4].map((mode) => liftServes(mode, 0))).toEqual([true, true, true]);
  expect(liftServes(1, null)).toBe(true);
});

it('counts none that somebody calls for help from, that is inspected, or that is not known', () => {
  expect([liftServes(1, 1), liftServes(5, 0), liftServes(null, 0)]).toEqual([false, false, false]);
});
