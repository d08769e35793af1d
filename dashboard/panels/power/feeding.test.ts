import { expect, it } from 'vitest';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { planPower } from './feeding.ts';

function machine(id: string, kind: EquipmentState['class'], poweredBy: string[] = []): EquipmentState {
  return {
    id,
    name: { en: id, zh: id },
    class: kind,
    system: 'power',
    area: 'lv-room',
    maker: '',
    model: '',
    template: '',
    evidence: 'verified',
    device: id,
    poweredBy,
    keyPoints: [],
    tags: [],
  };
}

it('groups feeders under what feeds them and leaves the rest apart', () => {
  const plan = planPower([
    machine('INC1', 'meter', ['Q1']),
    machine('T1', 'transformer'),
    machine('Q1', 'breaker', ['T1']),
    machine('TIE', 'meter', ['Q3']),
    machine('ATS1', 'ats', ['INC1']),
    machine('F01', 'meter', ['INC1']),
    machine('F05', 'meter', ['ATS1']),
  ]);
  expect(plan.groups.map((group) => [group.source.id, group.fed.map((one) => one.id)])).toEqual([
    ['INC1', ['F01']],
    ['ATS1', ['F05']],
  ]);
  expect(plan.breakers.map((one) => one.id)).toEqual(['Q1']);
  expect(plan.transformers.map((one) => one.id)).toEqual(['T1']);
  expect(plan.others.map((one) => one.id)).toEqual(['TIE']);
});
