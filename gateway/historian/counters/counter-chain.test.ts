import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { CounterBench } from '../../../tests/harness/counter-bench.ts';
import { DAY_MS } from '../limits.ts';
import { countSeries } from './count-series.ts';
import { counterRuleOf } from './counter-rule.ts';
import { HOUR, MINUTE, seriesOf, type Told } from './counters.fixtures.ts';
import { spreadOverEdges } from './spread.ts';

const START = Date.UTC(2026, 0, 5);

const benches: CounterBench[] = [];
afterEach(() => {
  for (const bench of benches.splice(0)) bench.close();
});

function newBench(): CounterBench {
  const bench = new CounterBench(START);
  benches.push(bench);
  return bench;
}

type Doing = 'pack' | 'settle' | 'reopen' | 'none';

/** Readings of some days: a rising register that resets, jumps, rolls over, falls silent and is read out of order. */
const reading = fc.record({
  at: fc.integer({ min: 0, max: 4 * DAY_MS }),
  shown: fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, fc.integer({ min: 0, max: 1_000 })),
});
const visits = fc.array(
  fc.record({
    readings: fc.array(reading, { minLength: 1, maxLength: 25 }),
    doing: fc.constantFrom<Doing>('pack', 'settle', 'settle', 'reopen', 'none'),
  }),
  { minLength: 1, maxLength: 6 },
);
const cut = fc.oneof(
  fc.integer({ min: 0, max: 4 * 96 }).map((quarter) => quarter * 15 * MINUTE),
  fc.integer({ min: 0, max: 4 * DAY_MS }),
);

test('any question is answered as if all readings had been counted in one go, whatever came late and whatever was condensed', async () => {
  await fc.assert(
    fc.asyncProperty(visits, fc.array(cut, { minLength: 2, maxLength: 6 }), async (list, cuts) => {
      const bench = newBench();
      const all: Told[] = [];
      for (const { readings, doing } of list) {
        const told = readings.map(({ at, shown }): Told => [START + at, shown ?? Math.round(at / MINUTE / 10) % 1_000]);
        all.push(...told);
        bench.write(told);
        await bench.do(doing);
      }
      const rule = counterRuleOf(bench.point);
      const { segments } = countSeries({ rule, before: undefined }, seriesOf(all));
      const edges = [...new Set(cuts.map((at) => START + at))].sort((a, b) => a - b);
      if (edges.length < 2) return;
      const expected = spreadOverEdges(segments, edges).rise;
      const answered = await bench.increments(edges);
      for (const [i, { increment }] of answered.entries()) expect(increment).toBeCloseTo(expected[i]!, 6);
      const whole = await bench.increments([edges[0]!, edges.at(-1)!]);
      const sum = answered.reduce((total, { increment }) => total + increment, 0);
      expect(sum).toBeCloseTo(whole[0]!.increment, 6);
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('a reading a week late changes the buckets it falls into, and no sum', async () => {
  const bench = newBench();
  const days = Array.from({ length: 9 * 24 * 12 }, (_, i): Told => [START + i * 5 * MINUTE, i]);
  bench.write(days.filter(([time]) => time < START + HOUR || time > START + 3 * HOUR));
  await bench.do('settle');
  const edges = [0, 1, 2, 3, 4].map((hour) => START + hour * HOUR);
  const before = await bench.increments(edges);
  bench.write([[START + 2 * HOUR, 13]]);
  const after = await bench.increments(edges);
  const sum = (list: readonly { increment: number }[]) => list.reduce((total, { increment }) => total + increment, 0);
  expect(sum(after)).toBeCloseTo(sum(before), 9);
  expect(after[2]!.increment).toBeGreaterThan(before[2]!.increment + 5);
  await bench.do('settle');
  const condensed = await bench.increments(edges);
  for (const [i, { increment }] of condensed.entries()) expect(increment).toBeCloseTo(after[i]!.increment, 9);
});

test('a gap takes the shape of the week before', async () => {
  const bench = newBench();
  const used = (minute: number): number => (Math.floor(minute / 60) % 24 === 9 ? 1 : 0.1);
  let shown = 0;
  const told: Told[] = [];
  for (let minute = 0; minute < 8 * 1440; minute += 5) {
    const isGone = minute > 7 * 1440 + 8 * 60 && minute < 7 * 1440 + 11 * 60;
    if (!isGone) told.push([START + minute * MINUTE, Math.round(shown * 10) / 10]);
    shown += 5 * used(minute);
  }
  bench.write(told);
  await bench.do('settle');
  const hours = [8, 9, 10, 11].map((hour) => START + 7 * DAY_MS + hour * HOUR);
  const buckets = await bench.increments(hours);
  expect(buckets.map(({ increment }) => Math.round(increment))).toEqual([6, 60, 6]);
  expect(buckets.map(({ quality }) => quality)).toEqual(['estimated', 'estimated', 'estimated']);
  expect(buckets.map(({ known, coverage }) => [known, coverage])).toEqual([
    [1, 0],
    [1, 0],
    [1, 0],
  ]);
});
