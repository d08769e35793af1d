import { describe, expect, it } from 'vitest';
import { type PoweredEquipment, planTopology, transferSources } from './topology-plan.ts';

const one = (
  id: string,
  kind: PoweredEquipment['class'],
  poweredBy: string[] = [],
  more: Partial<PoweredEquipment> = {},
) => ({
  ...{ id, class: kind, poweredBy },
  ...more,
});

describe('a plan of the power', () => {
  it('starts at what nothing feeds: generators apart from the mains', () => {
    const { nodes } = planTopology([one('T1', 'transformer'), one('G1', 'genset'), one('Q1', 'breaker', ['T1'])]);
    expect(nodes.map(({ id, source }) => [id, source])).toEqual([
      ['T1', 'mains'],
      ['G1', 'generator'],
      ['Q1', undefined],
    ]);
  });

  it('puts the mains above a breaker that nothing feeds', () => {
    expect(planTopology([one('Q1', 'breaker')])).toEqual({
      nodes: [
        { id: 'Q1', measuredBy: ['Q1'] },
        { id: 'Q1/above', source: 'mains', measuredBy: [] },
      ],
      edges: [{ from: 'Q1/above', to: 'Q1', by: { equipment: 'Q1', contact: 'main' } }],
    });
  });

  it('lays a tie between its buses, without a place of its own', () => {
    const { nodes, edges } = planTopology([
      one('A', 'meter'),
      one('B', 'meter'),
      one('Q3', 'breaker', [], { joins: ['A', 'B'] }),
    ]);
    expect(nodes.map(({ id }) => id)).toEqual(['A', 'B']);
    expect(edges).toEqual([{ from: 'A', to: 'B', by: { equipment: 'Q3', contact: 'main' } }]);
  });

  it('gives a transfer switch two upper sides, the generators on one', () => {
    const ats = one('ATS', 'ats', ['INC', 'G1', 'G2']);
    expect(transferSources(ats, (id) => id.startsWith('G'))).toEqual({ normal: ['INC'], emergency: ['G1', 'G2'] });
    expect(transferSources({ ...ats, poweredBy: ['A', 'B'] }, () => false)).toEqual({
      normal: ['A'],
      emergency: ['B'],
    });
    const { edges } = planTopology([one('INC', 'meter'), one('G1', 'genset'), one('G2', 'genset'), ats]);
    expect(edges).toEqual([
      { from: 'INC', to: 'ATS/normal', by: null },
      { from: 'ATS/normal', to: 'ATS', by: { equipment: 'ATS', contact: 'normal' } },
      { from: 'G1', to: 'ATS/emergency', by: { equipment: 'G1', contact: 'generator' } },
      { from: 'G2', to: 'ATS/emergency', by: { equipment: 'G2', contact: 'generator' } },
      { from: 'ATS/emergency', to: 'ATS', by: { equipment: 'ATS', contact: 'emergency' } },
    ]);
  });

  it('lets a part measure for what it is part of; what is fed from elsewhere is a source', () => {
    const { nodes, edges } = planTopology([
      one('T1', 'transformer'),
      one('M1', 'meter', [], { partOf: 'T1' }),
      one('F2', 'meter', ['elsewhere']),
    ]);
    expect(nodes).toEqual([
      { id: 'T1', source: 'mains', measuredBy: ['T1', 'M1'] },
      { id: 'F2', source: 'mains', measuredBy: ['F2'] },
    ]);
    expect(edges).toEqual([]);
  });

  it('has a switch in each line of a bus, a plain cable where there is one line only', () => {
    const { edges } = planTopology([
      one('T1', 'transformer'),
      one('BUS', 'meter', ['T1']),
      one('F1', 'meter', ['BUS']),
      one('F2', 'meter', ['BUS']),
    ]);
    expect(edges).toEqual([
      { from: 'T1', to: 'BUS', by: null },
      { from: 'BUS', to: 'F1', by: { equipment: 'F1', contact: 'feeder' } },
      { from: 'BUS', to: 'F2', by: { equipment: 'F2', contact: 'feeder' } },
    ]);
  });
});
