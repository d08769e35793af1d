import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HistoryColumns } from '../../../ports/historian.ts';
import { DAY_MS, HOLD_MS } from '../../limits.ts';
import { type Series, SeriesBuilder, sliceSeries } from '../../series.ts';
import { rawColumns } from '../../sinks/embedded/raw-columns.ts';
import { buildRollup } from '../../sinks/embedded/rollup.ts';
import type { SourceBucket } from '../source.ts';
import { columnsOf } from './columns.ts';
import { type JoinFrame, joinAnswer } from './join-answer.ts';

const T0 = Date.UTC(2026, 0, 5);

/** Times in steps from under a second to more than values hold; nothing bad, as in a database that was written by us. */
const series: fc.Arbitrary<Series> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 1_500_000 }), fc.integer({ min: -1_000, max: 1_000 })), {
    minLength: 1,
    maxLength: 60,
  })
  .map((steps) => {
    const builder = new SeriesBuilder();
    let time = T0;
    for (const [step, value] of steps) {
      time += step;
      builder.add(time, value, 0);
    }
    return builder.toSeries();
  });

interface Case {
  readonly all: Series;
  readonly frame: JoinFrame;
  readonly fromMs: number;
  readonly toMs: number;
}

/** A range somewhere on the samples; the local history begins with one of them. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    all: series,
    seamAt: fc.nat(),
    from: fc.double({ min: -0.2, max: 1, noNaN: true }),
    span: fc.double({ min: 0.01, max: 1.2, noNaN: true }),
    columnMs: fc.constantFrom(1_000, 60_000, 900_000, 3_600_000, DAY_MS, 2 * DAY_MS),
  })
  .map(({ all, seamAt, from, span, columnMs }) => {
    const [first, last] = [all.time[0]!, all.time[all.length - 1]!];
    const fromMs = Math.floor(first + from * (last - first));
    const wanted = Math.max(1, Math.floor(span * (last - first)));
    const toMs = fromMs + Math.min(wanted, columnMs * 3_000);
    const startMs = Math.floor(fromMs / columnMs) * columnMs;
    const length = Math.ceil((toMs - startMs) / columnMs);
    const place = seamAt % (all.length + 1);
    const seamMs = place === all.length ? Number.POSITIVE_INFINITY : all.time[place]!;
    return { all, fromMs, toMs, frame: { seamMs, columnMs, startMs, length, width: 10, holdMs: HOLD_MS } };
  });

const rollUp = (some: Series, { startMs, columnMs, length }: JoinFrame, knownMs: number) =>
  buildRollup(some, startMs, columnMs, length, knownMs, HOLD_MS);

function expectSame(joined: HistoryColumns, whole: HistoryColumns): void {
  expect(joined.time).toEqual(whole.time);
  whole.time.forEach((_, i) => {
    expect(joined.good[i]).toBeCloseTo(whole.good[i]!, 5);
    if (whole.good[i] === 0) return;
    expect([joined.min[i], joined.max[i], joined.last[i]]).toEqual([whole.min[i], whole.max[i], whole.last[i]]);
    expect(joined.mean[i]).toBeCloseTo(whole.mean[i]!, 3);
  });
}

test('both parts together are what all samples together are, in any columns and wherever the seam lies', () => {
  fc.assert(
    fc.property(cases, fc.constantFrom(0, HOLD_MS / 2, DAY_MS), ({ all, fromMs, toMs, frame }, later) => {
      const knownMs = all.time[all.length - 1]! + later;
      const ends = { tag: 'P', fromMs, toMs };
      const older = sliceSeries(all, 0, frame.seamMs);
      const local = columnsOf(rollUp(sliceSeries(all, frame.seamMs, Number.POSITIVE_INFINITY), frame, knownMs), ends);
      const joined = joinAnswer(local, { kind: 'samples', series: older }, frame, knownMs);
      expectSame(joined, columnsOf(rollUp(all, frame, knownMs), ends));
    }),
    { numRuns: 200 },
  );
});

test('raw samples stay raw when there are few of them on both sides, else they become columns', () => {
  fc.assert(
    fc.property(cases, fc.constantFrom(3, 10_000), ({ all, fromMs, toMs, frame: some }, width) => {
      const frame = { ...some, width };
      const knownUntilMs = all.time[all.length - 1]!;
      const question = { tag: 'P', fromMs, toMs, knownUntilMs, holdMs: HOLD_MS };
      const raw = (from: number): HistoryColumns => {
        const before = all.time.findLast((time) => time < fromMs && time >= Math.max(from, fromMs - HOLD_MS)) ?? fromMs;
        return rawColumns(question, sliceSeries(all, Math.max(from, before), toMs));
      };
      const older = sliceSeries(all, 0, frame.seamMs);
      fc.pre(older.length > 0 && frame.seamMs > fromMs);
      const local = raw(frame.seamMs);
      const joined = joinAnswer(local, { kind: 'samples', series: older }, frame, knownUntilMs);
      if (joined.columnMs === 0) {
        expect(joined).toEqual(raw(0));
        return;
      }
      expect(sliceSeries(all, fromMs, toMs).length + local.time.length).toBeGreaterThan(width);
      expect(joined.time.length).toBe(frame.length);
    }),
    { numRuns: 200 },
  );
});

/** What a server would make of samples. */
function bucketsOf(some: Series, bucketMs: number): SourceBucket[] {
  const byStart = new Map<number, number[]>();
  for (let i = 0; i < some.length; i++) {
    const startMs = Math.floor(some.time[i]! / bucketMs) * bucketMs;
    byStart.set(startMs, [...(byStart.get(startMs) ?? []), some.value[i]!]);
  }
  return [...byStart].map(([startMs, values]) => ({
    ...{ startMs, count: values.length, min: Math.min(...values), max: Math.max(...values) },
    ...{ mean: values.reduce((sum, value) => sum + value, 0) / values.length, first: values[0]!, last: values.at(-1)! },
  }));
}

test('buckets of a server never hide a spike and never claim a gap that is longer than they are', () => {
  fc.assert(
    fc.property(cases, fc.constantFrom(1, 4), ({ all, fromMs, toMs, frame: some }, parts) => {
      const bucketMs = some.columnMs / parts;
      const frame = { ...some, seamMs: Number.POSITIVE_INFINITY };
      const knownMs = all.time[all.length - 1]! + HOLD_MS;
      const whole = rollUp(all, frame, knownMs);
      const empty = columnsOf(rollUp(sliceSeries(all, 0, 0), frame, knownMs), { tag: 'P', fromMs, toMs });
      const joined = joinAnswer(
        empty,
        { kind: 'buckets', bucketMs, buckets: bucketsOf(all, bucketMs) },
        frame,
        knownMs,
      );
      expect(joined.time.length).toBe(frame.length);
      joined.time.forEach((_, i) => {
        if (whole.goodMs[i] === 0) return;
        expect(joined.good[i]).toBeGreaterThanOrEqual(whole.goodMs[i]! / frame.columnMs - 1e-6);
        expect(joined.min[i]).toBeLessThanOrEqual(whole.min[i]!);
        expect(joined.max[i]).toBeGreaterThanOrEqual(whole.max[i]!);
        expect(joined.mean[i]).toBeGreaterThanOrEqual(joined.min[i]! - 1e-9);
        expect(joined.mean[i]).toBeLessThanOrEqual(joined.max[i]! + 1e-9);
      });
    }),
    { numRuns: 150 },
  );
});

test('coarse local values stand in where the database has nothing for a day or longer, and not in shorter gaps', () => {
  const frame = { seamMs: T0 + 5 * DAY_MS, columnMs: 3_600_000, startMs: T0, length: 120, width: 120, holdMs: HOLD_MS };
  const ends = { tag: 'P', fromMs: T0, toMs: T0 + 5 * DAY_MS };
  const builder = new SeriesBuilder();
  for (let time = T0 + DAY_MS; time < T0 + 5 * DAY_MS; time += 300_000) {
    const hour = (time - T0) / 3_600_000;
    if ((hour >= 30 && hour < 33) || (hour >= 60 && hour < 90)) continue;
    builder.add(time, 1, 0);
  }
  const stand = rollUp(sliceSeries(builder.toSeries(), 0, 0), frame, 0);
  const local = columnsOf({ ...stand, goodMs: stand.goodMs.map(() => 3_600_000), mean: stand.mean.map(() => 7) }, ends);
  const joined = joinAnswer(local, { kind: 'samples', series: builder.toSeries() }, frame, T0 + 9 * DAY_MS);
  const at = (hour: number): (number | undefined)[] => [joined.good[hour], joined.mean[hour]];
  expect(at(10)).toEqual([1, 7]);
  expect(at(25)).toEqual([1, 1]);
  expect(at(31)[0]).toBe(0);
  expect(at(70)).toEqual([1, 7]);
  expect(at(100)).toEqual([1, 1]);
});
