import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import {
  POWER as base,
  ENERGY as counter,
  HistoryBench,
  MINUTE,
  type Sample,
  START,
} from '../../../../tests/harness/history-bench.ts';
import { DAY_MS, HOLD_MS } from '../../limits.ts';

const benches: HistoryBench[] = [];
const newBench = (): HistoryBench => {
  const bench = new HistoryBench();
  benches.push(bench);
  return bench;
};
afterEach(() => {
  for (const bench of benches.splice(0)) bench.remove();
});

/** A value every minute: n at minute n. */
const everyMinute = (from: number, to: number): Sample[] =>
  Array.from({ length: to - from }, (_, i) => [1, START + (from + i) * MINUTE, from + i]);

describe('a question', () => {
  test('is answered the same whether samples are open, packed, compacted, or read again after a crash', async () => {
    const minute = fc.integer({ min: 0, max: 3 * 1440 });
    const samples = fc.array(fc.tuple(minute, fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constant(Number.NaN))), {
      maxLength: 80,
    });
    const steps = fc.array(fc.constantFrom('pack', 'settle', 'reopen', 'none'), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(samples, { maxLength: 4 }), steps, async (parts, doings) => {
        const [plain, busy] = [newBench(), newBench()];
        for (const [i, part] of parts.entries()) {
          const batch = part.map(([at, value]): Sample => [1, START + at * MINUTE, value]);
          for (const bench of [plain, busy]) bench.write(batch);
          if (doings[i] === 'pack') await busy.historian.pack();
          if (doings[i] === 'settle') await busy.settle();
          if (doings[i] === 'reopen') await busy.reopen();
        }
        const end = START + 3 * DAY_MS;
        for (const bench of [plain, busy]) bench.clock.stepWall(end + DAY_MS - bench.clock.nowMs());
        for (const width of [4, 30, 300, 100_000]) {
          const [expected, actual] = await Promise.all(
            [plain, busy].map((bench) => bench.historian.query(base.tag, START, end, width)),
          );
          expect({ ...actual, mean: [] }).toEqual({ ...expected, mean: [] });
          actual!.mean.forEach((mean, i) => {
            const difference = Math.abs(mean - expected!.mean[i]!);
            expect(Number.isNaN(mean) ? Number.isNaN(expected!.mean[i]!) : difference < 1e-3).toBe(true);
          });
        }
        for (const bench of benches.splice(0)) bench.remove();
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  test('over little data gives the samples themselves, beginning with the one that held at the start', async () => {
    const bench = newBench();
    bench.write(everyMinute(0, 20));
    const columns = await bench.historian.query(base.tag, START + 5.5 * MINUTE, START + 9 * MINUTE, 100);
    expect(columns.columnMs).toBe(0);
    expect([...columns.last]).toEqual([5, 6, 7, 8]);
  });

  test('shows a gap as a gap', async () => {
    const bench = newBench();
    bench.write([...everyMinute(0, 10), ...everyMinute(60, 70)]);
    bench.write([[1, START + 71 * MINUTE, Number.NaN]]);
    const raw = await bench.historian.query(base.tag, START, START + 72 * MINUTE, 100);
    const gapAt = [...raw.good].indexOf(0);
    expect(raw.time[gapAt]).toBe(START + 9 * MINUTE + HOLD_MS);
    expect(raw.last[gapAt]).toBeNaN();
    expect(raw.good.at(-1)).toBe(0);

    const columns = await bench.historian.query(base.tag, START, START + 80 * MINUTE, 17);
    expect(columns.columnMs).toBe(5 * MINUTE);
    expect([...columns.good]).toEqual([
      1,
      1,
      1,
      expect.closeTo(0.8),
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      1,
      1,
      expect.closeTo(0.2),
      0,
    ]);
    expect(columns.mean[6]).toBeNaN();
  });

  test('never hides a spike', async () => {
    const bench = newBench();
    bench.write(everyMinute(0, 2880).map(([point, time], i) => [point, time, i === 777 ? 500 : 1]));
    await bench.settle();
    const columns = await bench.historian.query(base.tag, START, START + 2 * DAY_MS, 10);
    expect(Math.max(...columns.max)).toBe(500);
  });

  test('about an unknown tag is refused', async () => {
    await expect(newBench().historian.query('nonsense', 0, 1, 1)).rejects.toMatchObject({
      code: 'POINT_NOT_FOUND',
    });
  });

  test('still has rollups after the raw samples have been deleted by age', async () => {
    const bench = newBench();
    bench.write(everyMinute(0, 1440));
    await bench.settle();
    bench.clock.advance(3_600_000);
    bench.write([[1, START + 60 * DAY_MS, 1]]);
    await bench.settle();
    bench.clock.advance(3_600_000);
    await bench.settle();
    expect(bench.store.blocks.days(1, 0, 1e9).map(({ day }) => day)).toEqual([(START + 60 * DAY_MS) / DAY_MS]);
    const columns = await bench.historian.query(base.tag, START, START + DAY_MS, 24);
    expect([...columns.min]).toEqual(Array.from({ length: 24 }, (_, hour) => Math.max(0, hour * 60 - 0)));
    const fine = await bench.historian.query(base.tag, START, START + 2 * 60 * MINUTE, 1000);
    expect(fine.max.at(-1)).toBeGreaterThanOrEqual(119);
  });
});

describe('increments', () => {
  const reading = (minute: number, value: number): Sample => [2, START + minute * MINUTE, value];

  test('of hours and of days add up to the difference of the readings, open or compacted', async () => {
    const bench = newBench();
    bench.write(Array.from({ length: 3 * 1440 + 1 }, (_, i) => reading(i, 1000 + i * 0.5)));
    const days = Array.from({ length: 4 }, (_, i) => START + i * DAY_MS);
    const hours = Array.from({ length: 73 }, (_, i) => START + i * 60 * MINUTE);
    const odd = [START, START + 7 * MINUTE, START + 1501 * MINUTE, START + 3 * DAY_MS];
    const sums = async (edges: number[]): Promise<number> =>
      (await bench.historian.increments([counter.tag], edges)).reduce((sum, { increment }) => sum + increment, 0);
    for (const doing of [async () => {}, () => bench.historian.pack().then(() => {}), () => bench.settle()]) {
      await doing();
      for (const edges of [days, hours, odd]) expect(await sums(edges)).toBeCloseTo(2160, 6);
    }
    const daily = await bench.historian.increments([counter.tag], days);
    expect(daily.map(({ increment }) => increment)).toEqual([720, 720, 720].map((n) => expect.closeTo(n, 6)));
    expect(daily.map(({ coverage }) => coverage)).toEqual([1, 1, 1].map((n) => expect.closeTo(n, 3)));
    expect(daily[0]).toMatchObject({ point: 1, bucketStartMs: START });
  });

  test('across days without readings are spread evenly and not covered', async () => {
    const bench = newBench();
    bench.write([reading(0, 100), reading(3 * 1440, 400)]);
    await bench.settle();
    const days = Array.from({ length: 4 }, (_, i) => START + i * DAY_MS);
    const daily = await bench.historian.increments([counter.tag], days);
    expect(daily.map(({ increment, coverage }) => [Math.round(increment * 1e6) / 1e6, coverage])).toEqual([
      [100, 0],
      [100, 0],
      [100, 0],
    ]);
  });
});

test('late samples are joined to their closed day', async () => {
  const bench = newBench();
  bench.write(everyMinute(0, 1440));
  bench.write([[1, START + 2 * DAY_MS, 7]]);
  await bench.settle();
  bench.write([[1, START + 30_000, 999]]);
  const before = await bench.historian.query(base.tag, START, START + DAY_MS, 24);
  await bench.settle();
  const after = await bench.historian.query(base.tag, START, START + DAY_MS, 24);
  expect(before.max[0]).toBe(999);
  expect(after.max[0]).toBe(999);
});

test('a point keeps its history when its index changes, and after it was removed', async () => {
  const bench = newBench();
  bench.write(everyMinute(0, 5));
  await bench.settle();
  const ids = bench.register.register([{ ...counter, index: 0 }]);
  expect(bench.register.get(ids[0]!)?.tag).toBe(counter.tag);
  expect((await bench.historian.query(base.tag, START, START + 5 * MINUTE, 100)).last.length).toBe(5);
});

test('a history file that is no database any more is set aside and made again from what the log holds', async () => {
  const bench = newBench();
  bench.write(everyMinute(0, 5));
  bench.close();
  writeFileSync(join(bench.folder, 'history.sqlite'), Buffer.alloc(8192, 7));
  bench.open();
  await bench.historian.catchUp();
  expect((await bench.historian.query(base.tag, START, START + 5 * MINUTE, 100)).last.length).toBe(5);
});

test('a damaged record of the log is skipped and set aside', async () => {
  const bench = newBench();
  for (let i = 0; i < 3; i++) bench.write(everyMinute(i, i + 1));
  bench.log.database.exec('UPDATE batches SET bytes = zeroblob(40) WHERE id = 2');
  await bench.reopen();
  expect([...(await bench.historian.query(base.tag, START, START + 5 * MINUTE, 100)).last]).toEqual([0, Number.NaN, 2]);
  expect(bench.historian.status()).toMatchObject({ behindSamples: 0, storedSamples: 2 });
});
