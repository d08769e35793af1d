import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleCondition } from '../../../tests/harness/builders.ts';
import type { Condition, Suppressor } from '../../domain/condition.ts';
import { suppressionGraph } from './suppression-graph.ts';

const parent = (condition: string, releaseDelayMs = 0): Suppressor => ({ kind: 'parent', condition, releaseDelayMs });
const named = (id: string, parents: readonly string[] = [], change: Partial<Condition> = {}): Condition =>
  exampleCondition({ id, suppressors: parents.map((one) => parent(one)), ...change });

describe('edges', () => {
  test('both ways, with the delay of each', () => {
    const child = named('pump', [], {
      suppressors: [parent('mains', 120_000), { kind: 'superseded', condition: 'b' }],
    });
    const { beneath, above } = suppressionGraph([named('mains'), child, named('b')]);
    expect(beneath[0]).toEqual([{ parent: 0, child: 1, kind: 'parent', releaseDelayMs: 120_000 }]);
    expect(above[1]).toEqual([...beneath[0]!, { parent: 2, child: 1, kind: 'superseded', releaseDelayMs: 0 }]);
  });

  test('what protects people has nothing above it', () => {
    const conditions = [
      named('mains'),
      named('entrapment', ['mains'], { class: 'safety' }),
      named('ups', ['mains'], { suppressible: false }),
    ];
    expect(suppressionGraph(conditions).beneath[0]).toEqual([]);
  });

  test('a condition that does not exist is refused', () => {
    expect(() => suppressionGraph([named('pump', ['mians'])])).toThrow(/no condition "mians"/);
  });
});

describe('circles', () => {
  test('are refused and named', () => {
    const conditions = [
      named('top'),
      named('a', ['c', 'top']),
      named('b', ['a']),
      named('c', ['b']),
      named('d', ['c']),
    ];
    expect(() => suppressionGraph(conditions)).toThrow(
      /suppress each other: (a > b > c > a|b > c > a > b|c > a > b > c)/,
    );
    expect(() => suppressionGraph([named('self', ['self'])])).toThrow(/self > self/);
  });

  test('property: a graph is refused exactly when somebody lies beneath himself', () => {
    const size = 7;
    const pairs = fc.uniqueArray(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { selector: String, maxLength: 12 });
    fc.assert(
      fc.property(pairs, (edges) => {
        const conditions = Array.from({ length: size }, (_, child) =>
          named(
            `c${child}`,
            edges.filter(([, to]) => to === child).map(([from]) => `c${from}`),
          ),
        );
        const isRefused = (): boolean => {
          try {
            suppressionGraph(conditions);
            return false;
          } catch {
            return true;
          }
        };
        expect(isRefused()).toBe(hasCircle(edges, size));
      }),
    );
  });
});

/** Whether anybody can be reached from himself: all ways of every length. */
function hasCircle(edges: readonly (readonly [number, number])[], size: number): boolean {
  let reach = new Set(edges.map(String));
  for (let length = 1; length < size; length++) {
    const longer = [...reach].flatMap((way) => {
      const [from, to] = way.split(',').map(Number);
      return edges.filter(([next]) => next === to).map(([, end]) => `${from},${end}`);
    });
    reach = new Set([...reach, ...longer]);
  }
  return [...reach].some((way) => way.split(',')[0] === way.split(',')[1]);
}
