import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HistoryBench, MINUTE, POWER, type Sample, START } from '../../../../tests/harness/history-bench.ts';
import type { HistoryColumns } from '../../../ports/historian.ts';
import { DAY_MS, HOLD_MS } from '../../limits.ts';

/** Extremes of what was true in a range: samples in it, and the one that held when it began. */
function extremes(samples: readonly Sample[], fromMs: number, toMs: number): { min: number; max: number } {
  const ordered = [...new Map(samples.map(([, time, value]) => [time, value]))].sort(([a], [b]) => a - b);
  const before = ordered.findLast(([time]) => time <= fromMs);
  const held = before && before[0] + HOLD_MS > fromMs ? [before] : [];
  const values = [...held, ...ordered.filter(([time]) => time >= fromMs && time < toMs)]
    .map(([, value]) => value)
    .filter((value) => !Number.isNaN(value));
  return { min: Math.min(...values), max: Math.max(...values) };
}

/** The range that the columns really cover. */
function covered({ time, columnMs, fromMs, toMs }: HistoryColumns): [number, number] {
  return columnMs === 0 ? [fromMs, toMs] : [time[0]!, time.at(-1)! + columnMs];
}

const numbers = (values: Float64Array): number[] => [...values].filter((value) => !Number.isNaN(value));

test('the extremes over the columns are those of the samples, whatever the width and wherever the samples are', async () => {
  const time = fc.oneof(
    fc.integer({ min: 0, max: 3 * 1440 }).map((minute) => minute * MINUTE),
    fc.integer({ min: 0, max: 3 * DAY_MS }),
    fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -1, max: 1 })).map(([day, ms]) => day * DAY_MS + ms),
  );
  const value = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constantFrom(Number.NaN, 1e6, -1e6));
  const sample = fc.tuple(time, value).map(([at, v]): Sample => [1, START + Math.max(0, at), v]);
  const part = fc.tuple(fc.array(sample, { maxLength: 150 }), fc.constantFrom('open', 'packed', 'settled'));
  const range = fc.tuple(time, fc.integer({ min: 1, max: 2 * DAY_MS }), fc.constantFrom(1, 7, 100, 2_000));
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { minLength: 1, maxLength: 4 }),
      fc.array(range, { maxLength: 8 }),
      async (parts, ranges) => {
        const bench = new HistoryBench();
        const all: Sample[] = Array.from({ length: 6_000 }, (_, i) => [1, START + DAY_MS + i * 12_500, i % 9]);
        bench.write(all);
        bench.write([[1, START + 4 * DAY_MS, 0]]);
        for (const [samples, state] of parts) {
          bench.write(samples);
          all.push(...samples);
          if (state === 'packed') await bench.historian.pack();
          if (state === 'settled') await bench.settle();
        }
        for (const [from, span, width] of ranges) {
          const columns = await bench.historian.query(POWER.tag, START + Math.max(0, from), START + from + span, width);
          const { min, max } = extremes([...all, [1, START + 4 * DAY_MS, 0]], ...covered(columns));
          expect([Math.min(...numbers(columns.min)), Math.max(...numbers(columns.max))]).toEqual([min, max]);
        }
        bench.remove();
      },
    ),
    { numRuns: 20 },
  );
}, 60_000);
