import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../limits.ts';
import { condenseDay, countDay, QUARTER_MS } from './counter-day.ts';
import { count, everyMinute, MINUTE, plainRule, seriesOf } from './counters.fixtures.ts';
import { startAt } from './reading.ts';
import { spreadOverEdges } from './spread.ts';

describe('buckets', () => {
  test('take the interpolated reading at their edges', () => {
    const { rise, coveredMs, quality } = spreadOverEdges(count(everyMinute([0, 4, 8])).segments, [0, 90_000, 120_000]);
    expect([...rise]).toEqual([6, 2]);
    expect([...coveredMs]).toEqual([90_000, 30_000]);
    expect(quality).toEqual(['measured', 'measured']);
  });

  test('share a gap, and say that it was not covered and is estimated', () => {
    const gap = seriesOf([
      [0, 0],
      [120 * MINUTE, 120],
    ]);
    const edges = [0, 30 * MINUTE, 60 * MINUTE, 120 * MINUTE];
    const { rise, estimated, coveredMs, knownMs, quality } = spreadOverEdges(count(gap).segments, edges);
    expect([...rise]).toEqual([30, 30, 60]);
    expect([...estimated]).toEqual([30, 30, 60]);
    expect([...coveredMs]).toEqual([0, 0, 0]);
    expect([...knownMs]).toEqual([30, 30, 60].map((minutes) => minutes * MINUTE));
    expect(quality).toEqual(['estimated', 'estimated', 'estimated']);
  });

  test('are empty without edges or readings', () => {
    expect(spreadOverEdges([], [0, 1, 2]).rise).toEqual(new Float64Array(2));
    expect(spreadOverEdges([], []).rise).toEqual(new Float64Array(0));
  });

  test('put a rise of one moment into one bucket, whatever the edges', () => {
    const moment = { fromMs: 10, toMs: 10, rise: 5, knownMs: 0, coveredMs: 0, quality: 'measured' as const };
    expect([...spreadOverEdges([moment], [0, 10, 20]).rise]).toEqual([0, 5]);
    expect([...spreadOverEdges([moment], [0, 11, 20]).rise]).toEqual([5, 0]);
    expect([...spreadOverEdges([moment], [0, 10]).rise]).toEqual([0]);
  });
});

test('a condensed day gives the same sums for every edge on a quarter of an hour', () => {
  const steps = fc.array(fc.record({ gap: fc.integer({ min: 1, max: 90 * MINUTE }), rise: fc.nat(20) }), {
    minLength: 1,
    maxLength: 80,
  });
  fc.assert(
    fc.property(steps, fc.array(fc.integer({ min: 1, max: 95 }), { maxLength: 6 }), (list, cuts) => {
      const told: [number, number][] = [];
      let [at, value] = [0, 100];
      for (const { gap, rise } of list) {
        at += gap;
        value += rise;
        if (at < DAY_MS) told.push([at, value]);
      }
      const before = startAt({ time: -30 * MINUTE, value: 95 });
      const day = countDay({ rule: plainRule, before }, seriesOf(told));
      const edges = [...new Set([0, ...cuts.map((q) => q * QUARTER_MS), DAY_MS])].sort((a, b) => a - b);
      const exact = spreadOverEdges(day.segments, edges);
      const condensed = spreadOverEdges(condenseDay(day, 0).segments, edges);
      for (const b of exact.rise.keys()) {
        expect(condensed.rise[b]).toBeCloseTo(exact.rise[b]!, 7);
        expect(condensed.estimated[b]).toBeCloseTo(exact.estimated[b]!, 7);
        expect(condensed.knownMs[b]! - exact.knownMs[b]!).toBeLessThan(100);
      }
    }),
  );
});
