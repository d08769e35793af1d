import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOLD_MS } from '../../limits.ts';
import { type Series, SeriesBuilder } from '../../series.ts';
import { buildRollup, coarsen, emptyRollup, foldInto, type Rollup } from './rollup.ts';

const SECOND = 1_000;

const samples = fc.array(
  fc.record({
    time: fc.integer({ min: -1_200, max: 3_600 }).map((s) => s * SECOND),
    value: fc.integer({ min: -100, max: 100 }),
    isBad: fc.boolean(),
  }),
  { maxLength: 40 },
);

function seriesOf(list: readonly { time: number; value: number; isBad: boolean }[]): Series {
  const builder = new SeriesBuilder();
  for (const { time, value, isBad } of list) builder.add(time, isBad ? Number.NaN : value, isBad ? 129 : 0);
  return builder.toSeries();
}

/** Second by second, as one would do it by hand. */
function naive(series: Series, startMs: number, bucketMs: number, length: number, untilMs: number): Rollup {
  const out = emptyRollup(startMs, bucketMs, length);
  for (let b = 0; b < length; b++) {
    const held: number[] = [];
    for (let at = startMs + b * bucketMs; at < startMs + (b + 1) * bucketMs; at += SECOND) {
      let last = -1;
      for (let i = 0; i < series.length; i++) {
        if (series.time[i]! <= at) last = i;
        if (series.time[i] === at) out.count[b] = out.count[b]! + 1;
      }
      if (last < 0 || series.quality[last]! >= 128) continue;
      const isLastOfAll = last === series.length - 1;
      const ends = series.time[last]! + HOLD_MS;
      if (at < ends && (!isLastOfAll || at < Math.max(untilMs, series.time[last]! + SECOND)))
        held.push(series.value[last]!);
    }
    if (held.length === 0) continue;
    out.goodMs[b] = held.length * SECOND;
    out.mean[b] = held.reduce((a, v) => a + v, 0) / held.length;
    out.min[b] = Math.min(...held);
    out.max[b] = Math.max(...held);
    out.first[b] = held[0]!;
    out.last[b] = held.at(-1)!;
  }
  return out;
}

function expectSame(actual: Rollup, expected: Rollup): void {
  for (const key of ['count', 'goodMs', 'min', 'max', 'first', 'last'] as const) {
    expect([key, ...actual[key]]).toEqual([key, ...expected[key]]);
  }
  for (const [i, mean] of actual.mean.entries()) {
    if (Number.isNaN(expected.mean[i])) expect(mean).toBeNaN();
    else expect(mean).toBeCloseTo(expected.mean[i]!, 9);
  }
}

test('a rollup is what one would work out second by second', () => {
  fc.assert(
    fc.property(samples, (list) => {
      const series = seriesOf(list);
      const known = 3_600 * SECOND;
      expectSame(buildRollup(series, 0, 60_000, 60, known), naive(series, 0, 60_000, 60, known));
    }),
  );
});

test('coarser buckets folded from finer ones are the same as buckets made from the samples', () => {
  fc.assert(
    fc.property(samples, (list) => {
      const series = seriesOf(list);
      const minutes = buildRollup(series, 0, 60_000, 60, 3_600_000);
      const direct = buildRollup(series, 0, 900_000, 4, 3_600_000);
      expectSame(coarsen(minutes, 15), direct);
    }),
  );
});

test('a value holds for ten minutes and no longer', () => {
  const rollup = buildRollup(seriesOf([{ time: 0, value: 5, isBad: false }]), 0, 60_000, 30, 1_800_000);
  expect(rollup.goodMs.indexOf(0)).toBe(10);
  expect(rollup.mean[9]).toBe(5);
  expect(rollup.mean[10]).toBeNaN();
});

test('nothing is claimed beyond what can have been heard', () => {
  const rollup = buildRollup(seriesOf([{ time: 0, value: 5, isBad: false }]), 0, 60_000, 10, 90_000);
  expect([...rollup.goodMs.slice(0, 3)]).toEqual([60_000, 30_000, 0]);
});

test('a bucket that spans several columns gives each its range and its share of the time', () => {
  const hour = buildRollup(
    seriesOf([
      { time: 0, value: 1, isBad: false },
      { time: 300_000, value: 9, isBad: false },
    ]),
    0,
    600_000,
    1,
    600_000,
  );
  const columns = emptyRollup(0, 300_000, 2);
  foldInto(columns, hour);
  expect([...columns.goodMs]).toEqual([300_000, 300_000]);
  expect([...columns.max]).toEqual([9, 9]);
});
