import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outside, overlaps } from '../display/layout/overlap.fixture.ts';
import { AXIS_WIDTH, floorsOf, layOutShafts, numberedFloors, riseOf, storeys } from './lay-out-shafts.ts';

const idsOf = (count: number): string[] => Array.from({ length: count }, (_, i) => `L${i + 1}`);
const buildings = fc.record({ low: fc.integer({ min: -4, max: 1 }), high: fc.integer({ min: 2, max: 60 }) });

test('every lift has a shaft of its own, in the order of the site, beside the numbers of the landings', () => {
  fc.assert(
    fc.property(fc.nat(60), buildings, fc.integer({ min: 300, max: 1700 }), (count, floors, width) => {
      const ids = idsOf(count);
      const layout = layOutShafts(ids, floors, width);
      expect(layout.places.map(({ id }) => id)).toEqual(ids);
      expect(overlaps(layout.places)).toEqual([]);
      expect(outside(layout.places, layout.width, layout.height)).toEqual([]);
      expect(layout.width).toBeLessThanOrEqual(width);
      for (const { x } of layout.places) expect(x).toBeGreaterThanOrEqual(AXIS_WIDTH);
    }),
  );
});

test('twelve lifts stand in one row on a desk and in three on a phone', () => {
  const floors = { low: 1, high: 20 };
  expect(layOutShafts(idsOf(12), floors, 1230).axes).toHaveLength(1);
  expect(layOutShafts(idsOf(12), floors, 336).axes).toHaveLength(3);
  expect(layOutShafts(idsOf(1), floors, 336).axes).toHaveLength(1);
});

test('a single row of shafts uses the height of a desk; several rows are lower', () => {
  const floors = { low: 1, high: 20 };
  const [desk, phone] = [layOutShafts(idsOf(12), floors, 1230), layOutShafts(idsOf(12), floors, 336)];
  expect(desk.height).toBeGreaterThan(520);
  expect(desk.height).toBeLessThan(660);
  expect(phone.step).toBeLessThan(desk.step);
});

test('a car stays inside its shaft, and stands higher the higher its floor', () => {
  fc.assert(
    fc.property(
      buildings,
      fc.integer({ min: -20, max: 100 }),
      fc.integer({ min: 5, max: 22 }),
      (floors, floor, step) => {
        const rise = riseOf(floor, floors, step);
        expect(rise).toBeGreaterThanOrEqual(step / 2);
        expect(rise).toBeLessThanOrEqual((storeys(floors) - 0.5) * step);
        expect(riseOf(floor + 1, floors, step)).toBeGreaterThanOrEqual(rise);
      },
    ),
  );
});

test('numbers of landings never touch, and both ends are written', () => {
  fc.assert(
    fc.property(buildings, fc.integer({ min: 5, max: 22 }), (floors, step) => {
      const numbered = numberedFloors(floors, step);
      expect(numbered[0]).toBe(floors.low);
      expect(numbered.at(-1)).toBe(floors.high);
      for (let i = 1; i < numbered.length - 1; i++) {
        expect((numbered[i]! - numbered[i - 1]!) * step).toBeGreaterThanOrEqual(18);
      }
    }),
  );
});

test('the landings come from the site file, and without it from what was seen', () => {
  expect(
    floorsOf(
      [
        [-2, 20],
        [1, 20],
      ],
      [5],
    ),
  ).toEqual({ low: -2, high: 20 });
  expect(floorsOf([[-9, 200]], [14, null, -1])).toEqual({ low: -1, high: 14 });
  expect(floorsOf([null], [null])).toEqual({ low: 1, high: 10 });
});
