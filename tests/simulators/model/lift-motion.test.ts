import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCar, floorOf } from './lift-car.ts';
import { stepCar } from './lift-motion.ts';

const STEP_S = 0.1;
const STEPS = 900;

test('a car is trapped within a minute and a half, however many wait where it stands', () => {
  const floor = fc.integer({ min: 1, max: 20 });
  const party = fc.record({ from: floor, to: floor, persons: fc.integer({ min: 1, max: 4 }) });
  fc.assert(
    fc.property(fc.nat(), fc.array(party), fc.array(party), fc.nat(300), (seed, waiting, aboard, before) => {
      const car = createCar(seed, 'L03');
      car.waiting.push(...waiting.filter(({ from, to }) => from !== to));
      car.aboard.push(...aboard.slice(0, 3));
      for (let i = 0; i < before; i++) stepCar(car, STEP_S, true, false);
      for (let i = 0; i < STEPS && car.phase !== 'trapped'; i++) {
        const from = floorOf(car);
        if (i % 7 === 0) car.waiting.push({ from, to: from === 1 ? 5 : 1, persons: 1 });
        stepCar(car, STEP_S, true, true);
      }
      expect(car.phase).toBe('trapped');
      expect(car.aboard.length).toBeGreaterThan(0);
    }),
  );
});
