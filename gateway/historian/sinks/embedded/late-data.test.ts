import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { HistoryBench, MINUTE, POWER, type Sample, START, START_DAY } from '../../../../tests/harness/history-bench.ts';
import { DAY_MS, HOLD_MS } from '../../limits.ts';
import { LEVELS, type Level } from './levels.ts';
import { type Arrival, bruteRollup } from './rollup.fixtures.ts';

const HOUR = 60 * MINUTE;
const benches: HistoryBench[] = [];
const newBench = (...given: ConstructorParameters<typeof HistoryBench>): HistoryBench => {
  benches.push(new HistoryBench(...given));
  return benches.at(-1)!;
};
afterEach(() => {
  for (const bench of benches.splice(0)) bench.remove();
});

/** A sample every 10 s: dense enough for every level. */
const dense = (day: number): Sample[] =>
  Array.from({ length: 8_640 }, (_, i) => [1, START + day * DAY_MS + i * 10_000, (i * 7) % 50]);

const filed = (bench: HistoryBench, level: Level, day: number) =>
  [...bench.store.rollups.read(1, level, START_DAY + day, START_DAY + day)].map(({ rollup }) => rollup)[0];

/** Every row of the history file, by where it belongs. */
function rows(bench: HistoryBench): Map<string, string> {
  const { database } = bench.store;
  const blocks = database.prepare("SELECT 'block ' || day || ' ' || id AS name, hex(bytes) AS bytes FROM blocks").all();
  const rollups = database.prepare("SELECT 'rollup ' || day || ' ' || level AS name, hex(bytes) AS bytes FROM rollups");
  return new Map([...blocks, ...rollups.all()].map(({ name, bytes }) => [String(name), String(bytes)]));
}

describe('a reading that comes late', () => {
  test.each([
    ['an hour', 0, 23.2 * HOUR, 1],
    ['three weeks', 0, 9 * HOUR, 21],
  ])('by %s changes every rollup of its day and nothing else', async (_, day, at, daysLater) => {
    const bench = newBench();
    for (const each of [0, 1, 2]) bench.write(dense(each));
    await bench.passTo(2 + daysLater);
    const before = rows(bench);
    bench.write([[1, START + day * DAY_MS + at + 1, 999]]);
    await bench.settle();

    const after = rows(bench);
    const changed = new Set(
      [...before, ...after]
        .filter(([name, bytes]) => before.get(name) !== bytes || after.get(name) !== bytes)
        .map(([name]) => name),
    );
    const days = new Set([...changed].map((name) => Number(name.split(' ')[1]) - START_DAY));
    days.delete(2 + daysLater);
    expect([...days]).toEqual([0]);
    for (const level of LEVELS) {
      const bucket = Math.floor((at + 1) / (level * MINUTE));
      expect(filed(bench, level, day)!.max[bucket]).toBe(999);
    }
  });

  test('as the last of its day changes the beginning of the next day, and no further', async () => {
    const bench = newBench();
    const untilTen = dense(0).filter(([, time]) => time < START + 22 * HOUR);
    bench.write(untilTen);
    for (const day of [1, 2]) bench.write(dense(day).filter(([, time]) => time > START + day * DAY_MS + HOUR));
    await bench.passTo(4);
    expect(filed(bench, 1, 1)!.goodMs[0]).toBe(0);
    const before = rows(bench);
    bench.write([[1, START + DAY_MS - MINUTE, 77]]);
    await bench.settle();
    expect(filed(bench, 1, 1)!.last[0]).toBe(77);
    const after = rows(bench);
    for (const [name, bytes] of before) if (name.includes(` ${START_DAY + 2}`)) expect(after.get(name)).toBe(bytes);
  });

  test('for a day of which only rollups are left is counted and told, and hides nothing', async () => {
    const bench = newBench();
    bench.write(dense(0));
    await bench.passTo(60);
    await bench.settle();
    expect(bench.store.hasOnlyRollups(1, START_DAY)).toBe(true);
    const max = async (): Promise<number> =>
      Math.max(...(await bench.historian.query(POWER.tag, START, START + DAY_MS, 24)).max);
    expect(await max()).toBe(49);
    bench.write([
      [1, START + HOUR, 5],
      [1, START + 2 * HOUR, 6],
    ]);
    expect(await max()).toBe(49);
    await bench.settle();
    expect(await max()).toBe(49);
    expect(bench.historian.status()).toMatchObject({ lateSamples: 2, storedSamples: 8_641 });
    expect(bench.log.losses.totals()).toContainEqual({ kind: 'too-late', sink: 'embedded', samples: 2 });
    await bench.reopen();
    expect(bench.historian.status()).toMatchObject({ lateSamples: 2 });
  });
});

test('rollups on disk equal what the definition gives, whatever arrives in whatever order', async () => {
  const arrival = fc.record({
    at: fc.oneof(
      fc.integer({ min: 0, max: 2 * 24 * 60 }).map((minute) => minute * MINUTE),
      fc.integer({ min: 0, max: 2 * DAY_MS }),
      fc.integer({ min: -30, max: 30 }).map((minute) => DAY_MS + minute * MINUTE),
    ),
    value: fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constant(Number.NaN)),
  });
  const parts = fc.array(fc.array(arrival, { maxLength: 60 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(parts, fc.boolean(), async (list, isDense) => {
      const bench = new HistoryBench();
      const start = isDense ? dense(0).slice(0, 6_000) : [];
      const arrivals: Arrival[] = start.map(([, at, value]) => [at, value]);
      bench.write(start);
      for (const part of list) {
        bench.write(part.map(({ at, value }): Sample => [1, START + at, value]));
        arrivals.push(...part.map(({ at, value }): Arrival => [START + at, value]));
        await bench.passTo(3);
        arrivals.push([START + 3 * DAY_MS, 1]);
      }
      for (const day of [0, 1]) {
        for (const level of LEVELS) {
          const actual = filed(bench, level, day);
          if (!actual) {
            expect(isDense && day === 0).toBe(false);
            continue;
          }
          const expected = bruteRollup(arrivals, actual, HOLD_MS, START + 3 * DAY_MS);
          for (const key of ['count', 'goodMs', 'min', 'max', 'first', 'last'] as const)
            expect([level, key, ...actual[key]]).toEqual([level, key, ...expected[key]]);
          for (const [i, mean] of actual.mean.entries())
            expect(Number.isNaN(mean) ? expected.mean[i] : Math.abs(mean - expected.mean[i]!) < 1e-3).toEqual(
              Number.isNaN(mean) ? Number.NaN : true,
            );
        }
      }
      bench.remove();
    }),
    { numRuns: 10 },
  );
}, 60_000);
