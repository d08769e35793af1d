import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HistoryColumns } from '../../ports/historian.ts';
import { gridOf } from './grid.ts';

const STEP = 10;
const STEPS = 12;

interface Sample {
  readonly time: number;
  readonly value: number;
  readonly isGood: boolean;
}

function rawColumns(samples: readonly Sample[]): HistoryColumns {
  const values = (): Float64Array => Float64Array.from(samples, ({ value, isGood }) => (isGood ? value : Number.NaN));
  return {
    ...{ tag: 't', fromMs: 0, toMs: STEP * STEPS, columnMs: 0, time: Float64Array.from(samples, ({ time }) => time) },
    ...{ min: values(), max: values(), mean: values(), last: values() },
    good: Float32Array.from(samples, ({ isGood }) => (isGood ? 1 : 0)),
  };
}

const lists = fc
  .uniqueArray(
    fc.record({
      time: fc.integer({ min: -20, max: STEP * STEPS + 20 }),
      value: fc.integer({ min: -9, max: 9 }),
      isGood: fc.boolean(),
    }),
    { selector: ({ time }) => time, maxLength: 30 },
  )
  .map((list) => list.sort((a, b) => a.time - b.time));

/** What the point showed in the millisecond that begins at `at`. */
function shownAt(samples: readonly Sample[], at: number): number | null {
  const held = samples.findLast(({ time }) => time <= at);
  return held?.isGood ? held.value : null;
}

test('a mean is the mean over every millisecond, and the last value is that of the last known one', () => {
  fc.assert(
    fc.property(lists, (samples) => {
      const means = gridOf(rawColumns(samples), 0, STEP, STEPS, 'mean');
      const lasts = gridOf(rawColumns(samples), 0, STEP, STEPS, 'last');
      for (let step = 0; step < STEPS; step++) {
        const shown = Array.from({ length: STEP }, (_, i) => shownAt(samples, step * STEP + i));
        const known = shown.filter((value) => value !== null);
        expect(lasts[step]).toBe(known.at(-1) ?? null);
        if (known.length === 0) expect(means[step]).toBeNull();
        else expect(means[step]).toBeCloseTo(known.reduce((sum, value) => sum + value, 0) / known.length);
      }
    }),
  );
});

test('columns of the same step are taken as they are, gaps left out', () => {
  const columns = { ...rawColumns([{ time: 0, value: 3, isGood: true }]), columnMs: STEP };
  const two = { ...columns, time: Float64Array.of(0, 20), mean: Float64Array.of(3, 4), good: Float32Array.of(1, 0.5) };
  expect(gridOf(two, 0, STEP, 3, 'mean')).toEqual([3, null, 4]);
});
