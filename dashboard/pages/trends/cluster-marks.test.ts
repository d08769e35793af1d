import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clusterMarks, type RailMark } from './cluster-marks.ts';

const mark = (at: number, change: Partial<RailMark> = {}): RailMark => ({
  ...{ at, kind: 'alarm', id: String(at), priority: 'P3', name: '' },
  ...change,
});
const SPAN = { from: 0, to: 1000 };

it('joins what would lie on each other, and draws the worst of it', () => {
  const clusters = clusterMarks([mark(110), mark(100), mark(105, { priority: 'P1' }), mark(500)], SPAN, 1000, 20);
  expect(clusters.map(({ x, marks, worst }) => [x, marks.length, worst.priority])).toEqual([
    [100, 3, 'P1'],
    [500, 1, 'P3'],
  ]);
});

it('an alarm covers an order, whatever its priority', () => {
  const [cluster] = clusterMarks(
    [mark(1, { kind: 'order', priority: 'P1' }), mark(2, { priority: 'P4' })],
    SPAN,
    1000,
    20,
  );
  expect(cluster?.worst.kind).toBe('alarm');
});

it('loses none inside, shows none outside, and no two overlap', () => {
  const times = fc.array(fc.integer({ min: -500, max: 1500 }), { maxLength: 80 });
  fc.assert(
    fc.property(times, (all) => {
      const clusters = clusterMarks(
        all.map((at) => mark(at)),
        SPAN,
        700,
        18,
      );
      expect(clusters.flatMap(({ marks }) => marks)).toHaveLength(all.filter((at) => at >= 0 && at <= 1000).length);
      clusters.slice(1).forEach(({ x }, i) => {
        expect(x - clusters[i]!.x).toBeGreaterThanOrEqual(18);
      });
    }),
  );
});
