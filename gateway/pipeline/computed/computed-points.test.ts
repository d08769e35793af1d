import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examplePoint } from '../../../tests/harness/builders.ts';
import type { Point } from '../../domain/point.ts';
import { QUALITY } from '../../domain/quality.ts';
import { BatchBuilder, type SampleBatch } from '../../domain/sample.ts';
import { createExpressionLanguage } from '../../expressions/cel-language.ts';
import { ComputedPoints } from './computed-points.ts';

const T = 1_700_000_000_000;

/** Points a, b, c of equipment P, then those worked out, in the order given. */
function rig(expressions: Readonly<Record<string, string>>, change: Readonly<Record<string, Partial<Point>>> = {}) {
  const names = ['a', 'b', 'c', ...Object.keys(expressions)];
  const points = names.map((name, index) => {
    return examplePoint({ index, name, tag: `P.${name}`, equipment: 'P', kind: 'number', ...change[name] });
  });
  const computed = Object.values(expressions).map((expression, i) => ({ point: 3 + i, expression }));
  const derivation = new ComputedPoints(points, computed, createExpressionLanguage());
  return {
    /** [point, value, quality, time after T] of each derived sample. */
    take: (...samples: readonly (readonly [point: number, value: number, quality?: number, ms?: number])[]) =>
      rowsOf(derivation.take(batchOf(samples))),
  };
}

function batchOf(samples: readonly (readonly [number, number, number?, number?])[]): BatchBuilder {
  const batch = new BatchBuilder();
  for (const [point, value, quality = QUALITY.good, ms = 0] of samples) batch.add(point, value, quality, T + ms);
  return batch;
}

const rowsOf = ({ length, point, value, quality, sourceTime }: SampleBatch) =>
  Array.from({ length }, (_, i) => [point[i], value[i], quality[i], sourceTime[i]! - T]);

describe('computed points', () => {
  it('follow from a batch once, as of its newest time', () => {
    const { take } = rig({ sum: 'a + b' });
    expect(take([0, 1, QUALITY.good, 10], [1, 2, QUALITY.good, 20])).toEqual([[3, 3, QUALITY.good, 20]]);
    expect(take([2, 9])).toEqual([]);
    expect(take([0, 5, QUALITY.good, 30])).toEqual([[3, 7, QUALITY.good, 30]]);
  });

  it('follow from one another, whatever their order', () => {
    const { take } = rig({ twice: '2 * sum', sum: 'a + b' });
    const rows = take([0, 1], [1, 2]);
    expect(rows).toContainEqual([3, 6, QUALITY.good, 0]);
    expect(rows).toContainEqual([4, 3, QUALITY.good, 0]);
    expect(rows).toHaveLength(2);
  });

  it('are unknown while an input has never been read, and bad for the reason of what they need', () => {
    const { take } = rig({ sum: 'a + b' });
    expect(take([0, 1])).toEqual([[3, Number.NaN, QUALITY['bad-waiting'], 0]]);
    expect(take([1, Number.NaN, QUALITY['bad-timeout'], 5])).toEqual([[3, Number.NaN, QUALITY['bad-timeout'], 5]]);
    expect(take([1, 1, QUALITY.good, 6])).toEqual([[3, 2, QUALITY.good, 6]]);
  });

  it('are as uncertain as the worst they were made from', () => {
    const { take } = rig({ sum: 'a + b' });
    expect(take([0, 1, QUALITY['uncertain-clock']], [1, 2])).toEqual([[3, 3, QUALITY['uncertain-clock'], 0]]);
  });

  it('do not need what does not decide', () => {
    const { take } = rig({ either: 'a > 0 || b > 0' }, { either: { kind: 'boolean' } });
    expect(take([0, 1], [1, Number.NaN, QUALITY['bad-timeout']])).toEqual([[3, 1, QUALITY.good, 0]]);
  });

  it('have no number where arithmetic has none, or beyond their range', () => {
    const { take } = rig({ ratio: 'a / b' }, { ratio: { range: [0, 10] } });
    expect(take([0, 1], [1, 0])).toEqual([[3, Number.NaN, QUALITY['bad-not-a-number'], 0]]);
    expect(take([0, 100], [1, 2])).toEqual([[3, Number.NaN, QUALITY['bad-out-of-range'], 0]]);
    const { take: takeSome } = rig({ some: 'a > 0 ? b : unknown()' });
    expect(takeSome([0, 0], [1, 2])).toEqual([[3, Number.NaN, QUALITY['bad-not-a-number'], 0]]);
  });

  it('look back over windows of what they are made from', () => {
    const { take } = rig({ mean: "avg('a', '1m')" }, { a: { staleAfterMs: 3_000 } });
    const rows = Array.from({ length: 61 }, (_, i) => take([0, i % 2, QUALITY.good, i * 1_000])[0]!);
    expect(rows[10]).toEqual([3, Number.NaN, QUALITY['bad-waiting'], 10_000]);
    expect(rows[60]![1]).toBeCloseTo(0.5, 1);
  });

  it('give what the same arithmetic gives, for any order of arrival', () => {
    const samples = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: -9, max: 9 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(samples, (arrivals) => {
        const { take } = rig({ x: 'a * b - c', y: 'x + 1' });
        const now: (number | undefined)[] = [undefined, undefined, undefined];
        for (const [point, value] of arrivals) {
          now[point] = value;
          const [a, b, c] = now;
          const isKnown = a !== undefined && b !== undefined && c !== undefined;
          const expected = isKnown ? [a * b - c, a * b - c + 1] : [Number.NaN, Number.NaN];
          expect(take([point, value]).map(([, result]) => result)).toEqual(expected.map((one) => one + 0));
        }
      }),
    );
  });
});
