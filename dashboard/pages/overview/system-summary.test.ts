import { expect, it } from 'vitest';
import type { EquipmentState, PointState, Site } from '../../../gateway/contract/resources.ts';
import { createPlant } from '../../data/plant.ts';
import { summarise } from './system-summary.ts';

const SITE: Site = {
  ...{ id: 's', name: { en: 'S', zh: 'S' }, timeZone: 'UTC', simulated: false, version: '', generation: '' },
  ...{ display: { states: 'isa', phases: 'neutral', order: {} }, areas: [] },
};
const machine = (
  id: string,
  kind: EquipmentState['class'],
  keyPoints: string[],
  poweredBy: string[] = [],
): EquipmentState => ({
  ...{ id, name: { en: id, zh: id }, class: kind, system: kind === 'heat_meter' ? 'chillers' : 'power', area: 'a' },
  ...{ maker: '', model: '', template: '', evidence: 'verified', device: id, poweredBy, keyPoints, tags: [] },
});
const point = (tag: string, more: Partial<PointState> = {}): PointState => ({
  ...{
    index: 0,
    tag,
    name: tag.split('.')[1] ?? '',
    equipment: tag.split('.')[0] ?? '',
    device: '',
    unit: '',
    decimals: 0,
  },
  ...{
    title: { en: '', zh: '' },
    kind: 'number',
    states: null,
    range: null,
    normal: null,
    scanClass: 'fast',
    periodMs: 1,
  },
  ...{ staleAfterMs: 3, writable: false, expression: null, value: null, text: null, quality: 'good', reason: 'good' },
  ...{ sourceTime: null },
  ...more,
});

it('lets incomers stand for the power, by what has a normal band', () => {
  const equipment = [machine('INC', 'meter', ['p_total', 'i_a']), machine('F1', 'meter', ['p_total'], ['INC'])];
  const points = [point('INC.p_total'), point('INC.i_a', { normal: [0, 2000] }), point('F1.p_total')];
  expect(summarise(createPlant(SITE, equipment, points), 'power').figures).toEqual(['INC.i_a']);
});

it('takes any meter where none feeds another, and of the cooling what has a normal band first', () => {
  const equipment = [machine('M', 'meter', ['p_total']), machine('HM', 'heat_meter', ['power', 'supply'])];
  const points = [
    ...[point('M.p_total'), point('HM.power'), point('HM.supply', { normal: [6, 8] })],
    point('HM.kw_per_rt', { normal: [0.5, 0.75], expression: 'x' }),
  ];
  const plant = createPlant(SITE, equipment, points);
  expect(summarise(plant, 'power').figures).toEqual(['M.p_total']);
  expect(summarise(plant, 'chillers').figures).toEqual(['HM.supply', 'HM.power']);
});
