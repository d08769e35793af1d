import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../limits.ts';
import { type Series, SeriesBuilder } from '../../series.ts';
import { type CounterRule, countSeries, spreadOverEdges } from './counter.ts';
import { condenseDay, countDay, QUARTER_MS } from './counter-day.ts';

const MINUTE = 60_000;
const plainRule: CounterRule = { rollover: undefined, maxPerHour: undefined, step: 0.01 };

/** Readings one minute apart; NaN is a bad one. */
function readings(values: readonly number[], everyMs = MINUTE): Series {
  const builder = new SeriesBuilder();
  values.forEach((value, i) => {
    builder.add(i * everyMs, value, Number.isNaN(value) ? 129 : 0);
  });
  return builder.toSeries();
}

const total = (rule: CounterRule, series: Series): number =>
  countSeries(rule, undefined, series).segments.reduce((sum, { rise }) => sum + rise, 0);

describe('the rise of a counter', () => {
  test('is the difference of the readings', () => {
    expect(total(plainRule, readings([100, 101, 101, 105]))).toBe(5);
  });

  test('goes on through a roll-over', () => {
    const rule = { ...plainRule, rollover: 1_000 };
    expect(total(rule, readings([990, 998, 3, 10]))).toBe(20);
    expect(total({ ...rule, maxPerHour: 600 }, readings([990, 998, 3, 10]))).toBe(20);
  });

  test('is not a roll-over when that would be more than the plausible power', () => {
    expect(total({ rollover: 1_000, maxPerHour: 60, step: 0.01 }, readings([998, 300, 300, 300.5]))).toBeCloseTo(0.5);
  });

  test('after a reset counts what the register shows, once three readings agree', () => {
    expect(total(plainRule, readings([5_000, 5_001, 2, 3]))).toBe(1);
    expect(total(plainRule, readings([5_000, 5_001, 2, 3, 4]))).toBe(5);
  });

  test('invents nothing for a replaced meter', () => {
    expect(total(plainRule, readings([5_000, 5_001, 4_000, 4_001, 4_002]))).toBe(3);
  });

  test('ignores one wrong reading', () => {
    expect(total(plainRule, readings([5_000, 0, 5_001]))).toBe(1);
    expect(total({ ...plainRule, maxPerHour: 120 }, readings([5_000, 90_000, 5_001]))).toBe(1);
  });

  test('ignores a small step back and does not count the step twice', () => {
    expect(total(plainRule, readings([100, 99.95, 100.5]))).toBeCloseTo(0.5, 9);
  });

  test('allows for the resolution of single precision', () => {
    expect(total({ ...plainRule, step: 1e-9 }, readings([1_000_000, 999_999.9375, 1_000_000.5]))).toBeCloseTo(0.5, 9);
  });

  test('leaves bad readings out', () => {
    expect(total(plainRule, readings([100, Number.NaN, 103]))).toBe(3);
  });
});

describe('buckets', () => {
  const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 60 });
  const rising = (steps: number[]): number[] => steps.map((_, i) => steps.slice(0, i + 1).reduce((a, b) => a + b, 0));

  test('of any partition add up to the difference of the readings', () => {
    const inner = fc.array(fc.integer({ min: 0, max: 60 * MINUTE }), { maxLength: 10 });
    fc.assert(
      fc.property(values, inner, (steps, cuts) => {
        const counted = rising(steps);
        const { segments } = countSeries(plainRule, undefined, readings(counted));
        const edges = [...new Set([-1, ...cuts, 61 * MINUTE])].sort((a, b) => a - b);
        const { rise } = spreadOverEdges(segments, edges);
        expect(rise.reduce((a, b) => a + b, 0)).toBeCloseTo(counted.at(-1)! - counted[0]!, 9);
        expect(Math.min(...rise)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('share a gap evenly and say that it was not covered', () => {
    const { segments } = countSeries(plainRule, undefined, readings([0, 120], 120 * MINUTE));
    const { rise, coveredMs } = spreadOverEdges(segments, [0, 30 * MINUTE, 60 * MINUTE, 120 * MINUTE]);
    expect([...rise]).toEqual([30, 30, 60]);
    expect([...coveredMs]).toEqual([0, 0, 0]);
  });

  test('take the interpolated reading at their edges', () => {
    const { segments } = countSeries(plainRule, undefined, readings([0, 4, 8]));
    const { rise, coveredMs } = spreadOverEdges(segments, [0, 90_000, 120_000]);
    expect([...rise]).toEqual([6, 2]);
    expect([...coveredMs]).toEqual([90_000, 30_000]);
  });

  test('are empty without edges or readings', () => {
    expect(spreadOverEdges([], [0, 1, 2]).rise).toEqual(new Float64Array(2));
    expect(spreadOverEdges([], []).rise).toEqual(new Float64Array(0));
  });
});

test('a condensed day gives the same sums for every edge on a quarter of an hour', () => {
  const steps = fc.array(fc.record({ gap: fc.integer({ min: 1, max: 90 * MINUTE }), rise: fc.nat(20) }), {
    minLength: 1,
    maxLength: 80,
  });
  fc.assert(
    fc.property(steps, fc.array(fc.integer({ min: 1, max: 95 }), { maxLength: 6 }), (list, cuts) => {
      const builder = new SeriesBuilder();
      let [at, value] = [0, 100];
      for (const { gap, rise } of list) {
        at += gap;
        value += rise;
        if (at < DAY_MS) builder.add(at, value, 0);
      }
      const day = countDay(plainRule, { time: -30 * MINUTE, value: 95 }, builder.toSeries());
      const edges = [...new Set([0, ...cuts.map((q) => q * QUARTER_MS), DAY_MS])].sort((a, b) => a - b);
      const exact = spreadOverEdges(day.segments, edges).rise;
      const condensed = spreadOverEdges(condenseDay(day, 0).segments, edges).rise;
      for (const [i, rise] of exact.entries()) expect(condensed[i]).toBeCloseTo(rise, 7);
    }),
  );
});
