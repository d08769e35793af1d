import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outside, overlaps } from '../display/layout/overlap.fixture.ts';
import { layOutPlant } from './lay-out-plant.ts';
import type { ChillerPlant } from './sort-plant.ts';

const ids = (name: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${name}-${i + 1}`);

function plantOf(counts: Readonly<Record<keyof ChillerPlant<string>, number>>): ChillerPlant<string> {
  return {
    ...{ towers: ids('CT', counts.towers), coolingPumps: ids('CWP', counts.coolingPumps) },
    ...{ chillers: ids('CH', counts.chillers), chilledPumps: ids('CHWP', counts.chilledPumps) },
    ...{ meters: ids('HM', counts.meters), others: ids('X', counts.others) },
  };
}

const count = fc.oneof(fc.nat(6), fc.nat(40));
const plants = fc
  .record({
    towers: count,
    coolingPumps: count,
    chillers: count,
    chilledPumps: count,
    meters: fc.nat(3),
    others: fc.nat(9),
  })
  .map(plantOf);

test('every machine is drawn exactly once, nothing lies on anything else, words of pipes neither', () => {
  fc.assert(
    fc.property(plants, fc.integer({ min: 320, max: 1700 }), (plant, width) => {
      const { places, labels, height, ...layout } = layOutPlant(plant, width);
      expect(places.map(({ id }) => id).toSorted()).toEqual(Object.values(plant).flat().toSorted());
      expect(overlaps([...places, ...labels])).toEqual([]);
      expect(outside([...places, ...labels], layout.width, height)).toEqual([]);
      expect(layout.width).toBeLessThanOrEqual(width);
    }),
  );
});

test('the plant of an ordinary building stands side by side on a desk, and in banks on a phone', () => {
  const plant = plantOf({ towers: 2, coolingPumps: 3, chillers: 2, chilledPumps: 3, meters: 1, others: 0 });
  expect(layOutPlant(plant, 1215).height).toBeLessThan(480);
  const phone = layOutPlant(plant, 336);
  expect(phone.places.every(({ x, width }) => x + width <= 336)).toBe(true);
});

test('a plant with every circuit has its four pipes; one without towers has no cooling water', () => {
  const whole = plantOf({ towers: 1, coolingPumps: 1, chillers: 1, chilledPumps: 1, meters: 1, others: 0 });
  expect(layOutPlant(whole, 1215).pipes.map(({ id }) => id)).toEqual([
    ...['cooling-supply', 'cooling-return', 'chilled-supply', 'chilled-return'],
  ]);
  const airCooled = plantOf({ towers: 0, coolingPumps: 0, chillers: 40, chilledPumps: 2, meters: 0, others: 0 });
  expect(layOutPlant(airCooled, 1215).pipes.map(({ id }) => id)).toEqual(['chilled-return', 'chilled-supply']);
  for (const { d } of layOutPlant(whole, 1215).pipes) expect(d).not.toMatch(/NaN|Infinity|undefined/);
});
