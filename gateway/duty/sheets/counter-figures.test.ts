import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CounterCorrection } from '../../domain/counter-correction.ts';
import type { CounterIncrement, HistoryColumns } from '../../ports/historian.ts';
import { extremeOf, type FigureHistory, riseOf } from './counter-figures.ts';

function columnsOf(values: readonly (number | null)[]): HistoryColumns {
  const column = (): Float64Array => Float64Array.from(values, (value) => value ?? Number.NaN);
  return {
    ...{ tag: 'X1.p', fromMs: 0, toMs: values.length, columnMs: 1, time: Float64Array.from(values, (_, i) => i) },
    ...{ min: column(), max: column(), mean: column(), last: column() },
    good: Float32Array.from(values, (value) => (value === null ? 0 : 1)),
  };
}

function history(
  rises: readonly Partial<CounterIncrement>[],
  corrections: readonly Partial<CounterCorrection>[] = [],
): FigureHistory {
  const whole = {
    point: 0,
    bucketStartMs: 0,
    increment: 0,
    estimated: 0,
    coverage: 1,
    known: 1,
    quality: 'measured',
  } as const;
  return {
    query: async () => columnsOf([]),
    increments: async () => rises.map((rise) => ({ ...whole, ...rise })),
    corrections: async () => corrections as CounterCorrection[],
  };
}

test('counters of a role add up; an exchange of the meter is shown with both readings, and never as a fall', async () => {
  const exchanged = history(
    [{ increment: 30 }, { increment: 12 }],
    [{ kind: 'replacement', before: 99_990, after: 3 }],
  );
  expect(await riseOf(exchanged, ['A.e', 'B.e'], 0, 1)).toMatchObject({
    ...{ value: 42, uncertain: false, exchange: { final: 99_990, start: 3 } },
  });
});

test('a rise of which only a part is known says so; one of which nothing is known is none', async () => {
  expect(await riseOf(history([{ increment: 5, known: 0.5 }]), ['A.e'], 0, 1)).toMatchObject({
    value: 5,
    uncertain: true,
  });
  expect(await riseOf(history([{ increment: 0, known: 0 }]), ['A.e'], 0, 1)).toMatchObject({
    value: null,
    reason: 'no-data',
  });
});

test('the peak is the highest of what is known, and its time is that of one such column', () => {
  const value = fc.option(fc.double({ min: -1000, max: 1000, noNaN: true }));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 40 }), (values) => {
      const columns = columnsOf(values);
      const known = values.filter((one) => one !== null);
      const [peak, at, valley] = (['peak', 'peakTime', 'valley'] as const).map(
        (kind) => extremeOf(columns, kind).value,
      );
      expect(peak).toBe(known.length === 0 ? null : Math.max(...known));
      expect(valley).toBe(known.length === 0 ? null : Math.min(...known));
      expect(at === null ? null : values[at!]).toBe(peak);
    }),
  );
});
