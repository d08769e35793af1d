import fc from 'fast-check';
import { expect, test } from 'vitest';
import { equipmentClass } from '../../../gateway/domain/equipment.ts';
import { outside, overlaps } from '../display/layout/overlap.fixture.ts';
import { layOutAreas } from './lay-out-areas.ts';

const AREAS = ['roof', 'lobby', 'b1', 'b2', 'plant'];
const sensor = fc.record({
  area: fc.constantFrom(...AREAS, 'nowhere'),
  class: fc.constantFrom(...equipmentClass.options),
});

test('every sensor is drawn exactly once, inside the block of its area, and no block lies on another', () => {
  fc.assert(
    fc.property(fc.array(sensor, { maxLength: 80 }), fc.integer({ min: 320, max: 1700 }), (all, width) => {
      const sensors = all.map((one, i) => ({ id: `S${i}`, ...one }));
      const { blocks, height, ...layout } = layOutAreas(sensors, AREAS, width);
      const places = blocks.flatMap((block) => block.places);
      expect(places.map(({ id }) => id).toSorted()).toEqual(sensors.map(({ id }) => id).toSorted());
      expect(overlaps(places)).toEqual([]);
      expect(overlaps(blocks)).toEqual([]);
      expect(outside(blocks, layout.width, height)).toEqual([]);
      for (const block of blocks) {
        const own = sensors.filter(({ area }) => area === block.area).map(({ id }) => id);
        expect(block.places.map(({ id }) => id).toSorted()).toEqual(own.toSorted());
        const inside = block.places.map((place) => ({ ...place, x: place.x - block.x, y: place.y - block.y }));
        expect(outside(inside, block.width, block.height)).toEqual([]);
      }
    }),
  );
});

test('areas keep the order of the site file, and gas and leaks stand before the climate', () => {
  const of = (id: string, area: string, kind: 'room_sensor' | 'leak_sensor' | 'gas_sensor') => ({
    id,
    area,
    class: kind,
  });
  const sensors = [
    of('R', 'b1', 'room_sensor'),
    of('L', 'b1', 'leak_sensor'),
    of('G', 'b1', 'gas_sensor'),
    of('R2', 'roof', 'room_sensor'),
  ];
  const { blocks } = layOutAreas(sensors, AREAS, 336);
  expect(blocks.map(({ area }) => area)).toEqual(['roof', 'b1']);
  expect(blocks[1]?.places.map(({ id }) => id)).toEqual(['G', 'L', 'R']);
});
