import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HistorySeries } from '../../gateway/contract/resources.ts';
import {
  appendLive,
  doubtsOf,
  figuresOf,
  joinTrend,
  missingPart,
  movedSeries,
  paddedSpan,
  valueBefore,
} from './trend.ts';

const T0 = Date.UTC(2026, 10, 22);

function series(tag: string, offsets: number[], columnMs: number): HistorySeries {
  const values = offsets.map((_, i) => i);
  return {
    tag,
    unit: 'kW',
    from: new Date(T0).toISOString(),
    to: new Date(T0 + 60_000).toISOString(),
    columnMs,
    time: offsets.map((o) => T0 + o),
    min: values,
    max: values.map((v) => v + 1),
    mean: values,
    last: values,
    good: values.map(() => 1),
    missing: null,
  };
}

it('makes a missing column a gap', () => {
  const table = joinTrend([series('a', [0, 10_000, 40_000], 10_000)], new Map());
  expect(table.lines[0]?.mean).toEqual([0, 1, null, 2]);
});

it('keeps the doubt of what is seen live, and judges no column that is not over yet', () => {
  const open = { ...series('a', [0, 10_000, 55_000], 10_000), good: [1, 0.5, 0.2] };
  const live = new Map([['a', [{ time: T0 + 61_000, value: 8, isDoubtful: true }]]]);
  expect(joinTrend([open], live).lines[0]?.good).toEqual([1, 0.5, 0, 1, 0]);
});

it('does not call the pauses of raw samples gaps', () => {
  const table = joinTrend([series('a', [0, 10_000, 40_000], 0)], new Map());
  expect(table.lines[0]?.mean).toEqual([0, 1, 2]);
});

it('joins live values behind the history, without doubles', () => {
  const live = new Map([
    [
      'a',
      [
        { time: T0 + 9000, value: 7 },
        { time: T0 + 61_000, value: 8 },
      ],
    ],
  ]);
  const table = joinTrend([series('a', [0, 10_000], 0)], live);
  expect(table.lines[0]?.mean).toEqual([0, 1, 8]);
  expect(table.x).toEqual([T0 / 1000, T0 / 1000 + 10, T0 / 1000 + 61]);
});

it('leaves the columns of other lines undefined, not null', () => {
  const table = joinTrend([series('a', [0, 20_000], 0), series('b', [10_000], 0)], new Map());
  expect(table.lines.map((line) => line.mean)).toEqual([
    [0, undefined, 1],
    [undefined, 0, undefined],
  ]);
});

it('widens a gap over the columns of other lines', () => {
  const table = joinTrend(
    [series('a', [0, 10_000, 40_000], 10_000), series('b', [15_000, 19_000, 22_000, 30_000], 0)],
    new Map(),
  );
  expect(table.lines[0]?.mean).toEqual([0, 1, null, null, null, null, null, 2]);
});

it('bounds the trail and drops what is not newer', () => {
  const times = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 200 });
  fc.assert(
    fc.property(times, (given) => {
      const trail = given.reduce<ReturnType<typeof appendLive>>((t, time) => appendLive(t, { time, value: 1 }, 20), []);
      expect(trail.length).toBeLessThanOrEqual(20);
      trail.slice(1).forEach((sample, i) => {
        expect(sample.time).toBeGreaterThan(trail[i]?.time ?? Number.POSITIVE_INFINITY);
      });
    }),
  );
});

it('takes a gap back that was none: the value that holds was read before', () => {
  const gap = appendLive([{ time: 10, value: 1 }], { time: 30, value: null }, 20);
  expect(gap).toHaveLength(2);
  expect(appendLive(gap, { time: 20, value: 2 }, 20)).toEqual([
    { time: 10, value: 1 },
    { time: 20, value: 2 },
  ]);
  expect(appendLive(gap, { time: 10, value: 1 }, 20)).toEqual([{ time: 10, value: 1 }]);
  expect(appendLive(gap, { time: 40, value: 2 }, 20)).toHaveLength(3);
});

it('keeps noise small', () => {
  const [low, high] = paddedSpan(6.9, 6.91, [0, 40]);
  expect(high - low).toBeGreaterThanOrEqual(2);
});

it('says of several lines how far back the one reaches that lacks most', () => {
  const lacking = (reason: 'slow' | 'unreachable', to: number): HistorySeries => ({
    ...series('a', [0], 0),
    missing: { from: new Date(T0).toISOString(), to: new Date(to).toISOString(), reason },
  });
  const all = [series('b', [0], 0), lacking('slow', T0 + 5_000), lacking('unreachable', T0 + 9_000)];
  expect(missingPart(all)).toEqual({ untilMs: T0 + 9_000, reason: 'unreachable' });
  expect(missingPart([series('b', [0], 0)])).toBeNull();
});

it('has every moment once and in order, whatever the lines', () => {
  const offsets = fc.uniqueArray(fc.nat(500), { maxLength: 60 }).map((all) => all.sort((a, b) => a - b));
  fc.assert(
    fc.property(fc.array(offsets, { minLength: 1, maxLength: 5 }), (lines) => {
      const table = joinTrend(
        lines.map((one, i) => series(`p${i}`, one, 0)),
        new Map(),
      );
      expect(table.x).toEqual([...new Set(lines.flat())].sort((a, b) => a - b).map((o) => (T0 + o) / 1000));
      table.lines.forEach(({ mean }, i) => {
        expect(mean).toHaveLength(table.x.length);
        expect(mean.filter((value) => value !== undefined)).toEqual(lines[i]?.map((_, at) => at));
      });
    }),
  );
});

it('lays last week over this one', () => {
  const moved = movedSeries(series('a', [0, 10_000], 0), 7000);
  expect(moved.time).toEqual([T0 + 7000, T0 + 17_000]);
  expect(moved.tag).not.toBe('a');
});

it('says where a value was missing, and where it was only partly covered', () => {
  const partly = { ...series('a', [0, 10_000, 20_000, 50_000], 10_000), good: [1, 0.5, 1, 1] };
  const s = T0 / 1000;
  expect(doubtsOf(joinTrend([partly], new Map()))).toEqual([
    { from: s + 10, to: s + 20, kind: 'partly' },
    { from: s + 30, to: s + 50, kind: 'gap' },
  ]);
});

it('reads figures of a span and the value at a moment', () => {
  const table = joinTrend([series('a', [0, 10_000, 20_000], 0)], new Map());
  const s = T0 / 1000;
  expect(figuresOf(table, 0, s, s + 10)).toEqual({ min: 0, max: 1, mean: 0.5 });
  expect(figuresOf(table, 0, s + 100, s + 200)).toEqual({ min: null, max: null, mean: null });
  expect([s - 1, s, s + 15, s + 999].map((at) => valueBefore(table, 0, at))).toEqual([null, 0, 1, 2]);
});
