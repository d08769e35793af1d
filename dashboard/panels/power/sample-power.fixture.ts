import fc from 'fast-check';
import type { EquipmentClass } from '../../../gateway/domain/equipment.ts';
import type { PoweredEquipment } from '../../../gateway/domain/topology-plan.ts';

export const powered = (
  id: string,
  kind: EquipmentClass,
  poweredBy: readonly string[] = [],
  more: Partial<PoweredEquipment> = {},
): PoweredEquipment => ({ id, class: kind, poweredBy, ...more });

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${String(i + 1).padStart(2, '0')}`);

/** Two incomers with a tie, an emergency bus behind a transfer switch with two generators, and so many feeders on each bus. */
export function sampleHouse(perBus: number): PoweredEquipment[] {
  const feeders = (bus: string): PoweredEquipment[] =>
    numbered(`${bus}-F`, perBus).map((id) => powered(id, 'meter', [bus]));
  return [
    powered('T1', 'transformer'),
    powered('T2', 'transformer'),
    powered('TT-1', 'transformer', [], { partOf: 'T1' }),
    powered('Q1', 'breaker', ['T1']),
    powered('Q2', 'breaker', ['T2']),
    powered('Q3', 'breaker', [], { joins: ['INC1', 'INC2'] }),
    powered('INC1', 'meter', ['Q1']),
    powered('INC2', 'meter', ['Q2']),
    powered('TIE', 'meter', ['INC1', 'Q3'], { partOf: 'Q3' }),
    powered('ATS1', 'ats', ['INC1', 'G1', 'G2']),
    powered('G1', 'genset'),
    powered('G2', 'genset'),
    ...feeders('INC1'),
    ...feeders('INC2'),
    ...feeders('ATS1'),
  ];
}

const CLASSES: readonly EquipmentClass[] = ['meter', 'breaker', 'ats', 'transformer', 'genset'];

/** Any site: who feeds whom without rings, with ties and parts that may name anything. */
export const anyPower: fc.Arbitrary<PoweredEquipment[]> = fc
  .array(
    fc.record({
      class: fc.constantFrom(...CLASSES),
      from: fc.array(fc.nat(40), { maxLength: 3 }),
      joins: fc.option(fc.tuple(fc.nat(40), fc.nat(40)), { freq: 8, nil: undefined }),
      partOf: fc.option(fc.nat(40), { freq: 8, nil: undefined }),
    }),
    { maxLength: 40 },
  )
  .map((all) =>
    all.map(({ class: kind, from, joins, partOf }, i) =>
      powered(`e${i}`, kind, i === 0 ? [] : [...new Set(from.map((n) => `e${n % i}`))], {
        ...(joins ? { joins: [`e${joins[0]}`, `e${joins[1]}`] as const } : {}),
        ...(partOf === undefined ? {} : { partOf: `e${partOf}` }),
      }),
    ),
  );
