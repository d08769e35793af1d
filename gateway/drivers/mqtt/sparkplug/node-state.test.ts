import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NodeState, type NodeStep, stepNode, UNKNOWN_NODE } from './node-state.ts';
import type { SparkplugMetric } from './payload.ts';
import type { MessageType } from './topic.ts';

const WANTED = new Set(['t', 'h']);
const NOW = 1_000_000;

function metric(more: Partial<SparkplugMetric>): SparkplugMetric {
  const value = { kind: 'integer', bits: 5n } as const;
  const nothing = { name: undefined, alias: undefined, time: undefined, type: undefined, quality: undefined };
  return { ...nothing, isHistorical: false, value, ...more };
}
const session = (bits: bigint): SparkplugMetric => metric({ name: 'bdSeq', value: { kind: 'integer', bits } });
const T = metric({ name: 't', alias: 1n, type: 3 });
const H = metric({ name: 'h', alias: 2n, type: 9 });

type Said = readonly [
  type: MessageType,
  sequence: number | undefined,
  metrics: readonly SparkplugMetric[],
  scope?: string,
];

function play(said: readonly Said[], start: NodeState = UNKNOWN_NODE, now = NOW): NodeStep {
  let step: NodeStep = { state: start, values: [], gone: 'none', isLost: false };
  for (const [type, sequence, metrics, scope = type.startsWith('N') ? '' : 'D'] of said) {
    step = stepNode(step.state, { type, scope, payload: { time: now, sequence, metrics } }, WANTED, now);
  }
  return step;
}
const names = (step: NodeStep): string[] => step.values.map(({ name, type }) => `${name}:${type}`);

const BORN: readonly Said[] = [
  ['NBIRTH', 0, [session(1n)]],
  ['DBIRTH', 1, [T, H, metric({ name: 'other', alias: 3n })]],
];

describe('what was born is understood', () => {
  it('by its alias, with the type of its birth', () => {
    expect(names(play(BORN))).toEqual(['t:3', 'h:9']);
    expect(names(play([...BORN, ['DDATA', 2, [metric({ alias: 2n })]]]))).toEqual(['h:9']);
    expect(names(play([...BORN, ['DDATA', 2, [metric({ name: 't' })]]]))).toEqual(['t:3']);
  });

  it('nothing of others: unwanted names, unknown aliases, the aliases of another device', () => {
    expect(names(play([...BORN, ['DDATA', 2, [metric({ alias: 3n }), metric({ alias: 9n })]]]))).toEqual([]);
    const second: Said = ['DBIRTH', 2, [metric({ name: 'h', alias: 1n, type: 9 })], 'E'];
    expect(names(play([...BORN, second, ['DDATA', 3, [metric({ alias: 1n })]]]))).toEqual(['t:3']);
    expect(names(play([...BORN, second, ['DDATA', 3, [metric({ alias: 1n })], 'E']]))).toEqual(['h:9']);
  });

  it('an alias given to two metrics names neither', () => {
    const twice: Said = ['DBIRTH', 1, [T, metric({ name: 'other', alias: 1n })]];
    expect(names(play([BORN[0]!, twice, ['DDATA', 2, [metric({ alias: 1n })]]]))).toEqual([]);
  });

  it('values of the past are left out', () => {
    expect(
      names(play([...BORN, ['DDATA', 2, [metric({ alias: 1n, isHistorical: true }), metric({ alias: 2n })]]])),
    ).toEqual(['h:9']);
  });
});

describe('what was missed is lost', () => {
  it.each([
    ['data before any birth', [['NDATA', 3, [T]]]],
    ['a device before its node', [['DBIRTH', 3, [T]]]],
    ['data of a device not born', [BORN[0]!, ['DDATA', 1, [T]]]],
    ['a gap', [...BORN, ['DDATA', 3, [T]]]],
    ['anything after a gap', [...BORN, ['DDATA', 3, [T]], ['DDATA', 4, [T]]]],
    ['data after the death of the node', [...BORN, ['NDEATH', undefined, [session(1n)]], ['DDATA', 2, [T]]]],
    ['data after the death of the device', [...BORN, ['DDEATH', 2, []], ['DDATA', 3, [T]]]],
  ] as [string, Said[]][])('%s', (_, said) => {
    const step = play(said);
    expect(step).toMatchObject({ isLost: true, values: [] });
  });

  it('until the node is born again', () => {
    expect(names(play([...BORN, ['DDATA', 9, [T]], ...BORN, ['DDATA', 2, [metric({ alias: 1n })]]]))).toEqual(['t:3']);
  });

  it('a message that comes twice is not', () => {
    expect(play([...BORN, ['DBIRTH', 1, [T, H]]])).toMatchObject({ isLost: false, values: [] });
  });

  it('the sequence goes on from 255 to 0', () => {
    expect(
      play([
        ['NBIRTH', 254, []],
        ['DBIRTH', 255, [T]],
        ['DDATA', 0, [metric({ alias: 1n })]],
      ]).values,
    ).toHaveLength(1);
  });

  it('a sender without a sequence is believed', () => {
    expect(play([...BORN, ['DDATA', undefined, [metric({ alias: 1n })]]]).values).toHaveLength(1);
  });
});

describe('deaths', () => {
  it('of the node take everything, of a device only it', () => {
    expect(play([...BORN, ['NDEATH', undefined, [session(1n)]]])).toMatchObject({
      gone: 'all',
      state: { life: 'dead' },
    });
    expect(play([...BORN, ['DDEATH', 2, []]])).toMatchObject({ gone: 'scope', state: { life: 'born' } });
  });

  it('of an earlier session do not count', () => {
    const late = play([...BORN, ['NDEATH', undefined, [session(0n)]]]);
    expect(late).toMatchObject({ gone: 'none', state: { life: 'born' } });
  });

  it('a birth overtaken by the death of its own session is not believed, a later one is', () => {
    const dead = play([...BORN, ['NDEATH', undefined, [session(1n)]]]).state;
    expect(play([BORN[0]!], dead, NOW + 200).state.life).toBe('dead');
    expect(play([BORN[0]!], dead, NOW + 300).state.life).toBe('born');
    expect(play([['NBIRTH', 0, [session(2n)]]], dead, NOW + 1).state.life).toBe('born');
  });
});

it('whatever comes, a value has the name its own birth gave the alias', () => {
  const types = ['NBIRTH', 'NDEATH', 'NDATA', 'DBIRTH', 'DDEATH', 'DDATA'] as const;
  const someMetric = fc
    .tuple(fc.constantFrom('t', 'h', 'x', undefined), fc.constantFrom(1n, 2n, undefined), fc.boolean())
    .map(([name, alias, isHistorical]) => metric({ name, alias, isHistorical, type: 3 }));
  const someSaid = fc.tuple(fc.constantFrom(...types), fc.nat(3), fc.array(someMetric, { maxLength: 3 }));
  fc.assert(
    fc.property(fc.array(someSaid, { maxLength: 30 }), (said) => {
      let state = UNKNOWN_NODE;
      for (const [type, sequence, metrics] of said) {
        const scope = type.startsWith('N') ? '' : 'D';
        const before = state.births.get(scope);
        const step = stepNode(state, { type, scope, payload: { time: NOW, sequence, metrics } }, WANTED, NOW);
        for (const { name, metric: of } of step.values) {
          expect(of.isHistorical).toBe(false);
          expect(name).toBe(of.name ?? before?.names.get(of.alias!));
        }
        if (step.isLost) expect(step.values).toEqual([]);
        state = step.state;
      }
    }),
  );
});
