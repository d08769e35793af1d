import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Energised, energise, type SwitchPosition, type TopologyEdge, type TopologyNode } from './topology.ts';

const mains = (id: string, voltage: TopologyNode['voltage'] = 'live'): TopologyNode => ({
  id,
  source: 'mains',
  voltage,
});
const generator = (id: string, voltage: TopologyNode['voltage']): TopologyNode => ({
  id,
  source: 'generator',
  voltage,
});
const place = (id: string, voltage: TopologyNode['voltage'] = 'none'): TopologyNode => ({ id, voltage });
const edge = (from: string, to: string, position: SwitchPosition = 'closed'): TopologyEdge => ({ from, to, position });
const states = (nodes: TopologyNode[], edges: TopologyEdge[]): Record<string, Energised> =>
  Object.fromEntries(energise(nodes, edges));

/** Two mains, two buses with a tie, a generator behind the transfer switch of the emergency bus. */
function house(
  switches: Partial<Record<'q1' | 'q2' | 'tie' | 'normal' | 'emergency', SwitchPosition>>,
  engine: 'live' | 'dead' = 'dead',
) {
  const nodes = [mains('T1'), mains('T2'), place('bus1'), place('bus2'), generator('G1', engine), place('em')];
  const edges = [
    edge('T1', 'bus1', switches.q1 ?? 'closed'),
    edge('T2', 'bus2', switches.q2 ?? 'closed'),
    edge('bus1', 'bus2', switches.tie ?? 'open'),
    edge('bus1', 'em', switches.normal ?? 'closed'),
    edge('G1', 'em', switches.emergency ?? 'open'),
  ];
  return states(nodes, edges);
}

describe('the state of a line', () => {
  it('is that of the sources behind closed switches', () => {
    expect(house({})).toEqual({ T1: 'live', T2: 'live', bus1: 'live', bus2: 'live', G1: 'dead', em: 'live' });
    expect(house({ q1: 'open' })).toMatchObject({ T1: 'live', bus1: 'dead', em: 'dead', bus2: 'live' });
    expect(house({ q1: 'open', tie: 'closed' })).toMatchObject({ bus1: 'live', em: 'live' });
  });

  it('is double behind a generator, until the mains is there too', () => {
    expect(house({ normal: 'open', emergency: 'closed' }, 'live')).toMatchObject({ em: 'generator', bus1: 'live' });
    expect(house({ emergency: 'closed' }, 'live')).toMatchObject({ em: 'live' });
  });

  it('is unknown behind a switch that is not known, and only there', () => {
    expect(house({ q1: 'unknown' })).toMatchObject({ T1: 'live', bus1: 'unknown', em: 'unknown', bus2: 'live' });
    expect(house({ q1: 'open', q2: 'open', tie: 'unknown' })).toMatchObject({ bus1: 'dead', bus2: 'dead' });
  });

  it('is not guessed from a voltage without a source, nor from voltages that contradict each other', () => {
    expect(states([mains('T1'), place('bus', 'live')], [edge('T1', 'bus', 'open')])).toEqual({
      T1: 'live',
      bus: 'unknown',
    });
    expect(states([mains('T1'), place('bus', 'dead')], [edge('T1', 'bus')])).toEqual({ T1: 'unknown', bus: 'unknown' });
  });

  it('of a source that nobody measures is what is measured in its line, or unknown', () => {
    expect(states([mains('T1', 'none'), place('bus', 'live')], [edge('T1', 'bus')])).toEqual({
      T1: 'live',
      bus: 'live',
    });
    expect(states([mains('T1', 'unknown'), place('bus')], [edge('T1', 'bus')])).toMatchObject({ bus: 'unknown' });
  });
});

const POSITIONS: readonly SwitchPosition[] = ['closed', 'open', 'unknown'];
const network = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc.record({
    nodes: fc.array(
      fc.record({
        source: fc.constantFrom('mains', 'generator', undefined),
        voltage: fc.constantFrom<TopologyNode['voltage']>('live', 'dead', 'unknown', 'none'),
      }),
      { minLength: size, maxLength: size },
    ),
    edges: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.constantFrom(...POSITIONS)), { maxLength: 20 }),
  }),
);
type Network = typeof network extends fc.Arbitrary<infer T> ? T : never;

const nodesOf = ({ nodes }: Network): TopologyNode[] =>
  nodes.map(({ source, voltage }, i) => ({ id: `n${i}`, voltage, ...(source ? { source } : {}) }));
const edgesOf = ({ edges }: Network): TopologyEdge[] => edges.map(([a, b, at]) => edge(`n${a}`, `n${b}`, at));

describe('any network', () => {
  it('has one state on both sides of a closed switch', () => {
    fc.assert(
      fc.property(network, (net) => {
        const state = energise(nodesOf(net), edgesOf(net));
        for (const { from, to, position } of edgesOf(net)) {
          if (position === 'closed') expect(state.get(from)).toBe(state.get(to));
        }
      }),
    );
  });

  it('never has something dead joined by an unknown switch to something that is not', () => {
    fc.assert(
      fc.property(network, (net) => {
        const state = energise(nodesOf(net), edgesOf(net));
        for (const { from, to, position } of edgesOf(net)) {
          if (position === 'unknown') expect(state.get(from) === 'dead').toBe(state.get(to) === 'dead');
        }
      }),
    );
  });

  it('claims no life without a source in the same conductor', () => {
    fc.assert(
      fc.property(network, (net) => {
        const noSource = nodesOf(net).map(({ id, voltage }) => ({ id, voltage }));
        const all = [...energise(noSource, edgesOf(net)).values()];
        expect(all.every((one) => one === 'dead' || one === 'unknown')).toBe(true);
      }),
    );
  });

  it('only loses certainty when a switch that was known is not any more', () => {
    fc.assert(
      fc.property(network, fc.nat(19), (net, at) => {
        const before = energise(nodesOf(net), edgesOf(net));
        const doubted = edgesOf(net).map((one, i) =>
          i === at && one.position === 'open' ? { ...one, position: 'unknown' as const } : one,
        );
        for (const [id, state] of energise(nodesOf(net), doubted)) {
          if (state !== 'unknown') expect(state).toBe(before.get(id));
        }
      }),
    );
  });

  it('does not depend on the order in which it is told', () => {
    fc.assert(
      fc.property(network, (net) => {
        const there = energise(nodesOf(net), edgesOf(net));
        const back = energise(nodesOf(net).reverse(), edgesOf(net).reverse());
        for (const [id, state] of there) expect(back.get(id)).toBe(state);
      }),
    );
  });
});
