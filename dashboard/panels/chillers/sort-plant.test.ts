import fc from 'fast-check';
import { expect, test } from 'vitest';
import { equipmentClass, waterCircuit } from '../../../gateway/domain/equipment.ts';
import { partOf, sortPlant } from './sort-plant.ts';

const machine = fc.record(
  { class: fc.constantFrom(...equipmentClass.options), circuit: fc.constantFrom(...waterCircuit.options) },
  { requiredKeys: ['class'] },
);

test('every machine of the system has exactly one place', () => {
  fc.assert(
    fc.property(fc.array(machine), (equipment) => {
      const plant = sortPlant(equipment);
      expect(Object.values(plant).flat()).toHaveLength(equipment.length);
      for (const one of equipment) expect(plant[partOf(one)]).toContain(one);
    }),
  );
});

test('a pump whose water nobody has named stands apart', () => {
  expect(partOf({ class: 'pump', circuit: 'chilled' })).toBe('chilledPumps');
  expect(partOf({ class: 'pump', circuit: 'cooling' })).toBe('coolingPumps');
  expect(partOf({ class: 'pump' })).toBe('others');
  expect(partOf({ class: 'fan' })).toBe('towers');
});
