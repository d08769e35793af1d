import fc from 'fast-check';
import { expect, test } from 'vitest';
import { equipmentClass, waterCircuit } from '../../../gateway/domain/equipment.ts';
import { outside, overlaps } from '../display/layout/overlap.fixture.ts';
import { layOutWater } from './lay-out-water.ts';

const machine = fc.record(
  { class: fc.constantFrom(...equipmentClass.options), circuit: fc.constantFrom(...waterCircuit.options) },
  { requiredKeys: ['class'] },
);

test('every machine is drawn exactly once, in the band of its circuit, and nothing lies on anything else', () => {
  fc.assert(
    fc.property(fc.array(machine, { maxLength: 60 }), fc.integer({ min: 320, max: 1700 }), (all, width) => {
      const equipment = all.map((one, i) => ({ id: `W${i}`, ...one }));
      const layout = layOutWater(equipment, width);
      const places = layout.bands.flatMap((band) => band.places);
      expect(places.map(({ id }) => id).toSorted()).toEqual(equipment.map(({ id }) => id).toSorted());
      expect(overlaps([...places, ...layout.bands.map(({ label }) => label)])).toEqual([]);
      expect(outside(places, layout.width, layout.height)).toEqual([]);
      for (const band of layout.bands) {
        const own = equipment.filter(({ circuit }) => (circuit ?? 'unnamed') === band.circuit);
        expect(band.places).toHaveLength(own.length);
        expect(band.pipe).not.toMatch(/NaN|Infinity/);
      }
    }),
  );
});

test('along a pipe stand meters, pumps, tanks, then the rest', () => {
  const of = (id: string, kind: 'tank' | 'pump' | 'water_meter' | 'fan') => ({
    ...{ id, class: kind, circuit: 'domestic' as const },
  });
  const layout = layOutWater([of('F', 'fan'), of('T', 'tank'), of('P', 'pump'), of('M', 'water_meter')], 1200);
  expect(layout.bands[0]?.places.map(({ id }) => id)).toEqual(['M', 'P', 'T', 'F']);
});
