import { afterEach, expect, test } from 'vitest';
import { ENERGY, HistoryBench, POWER, type Sample, START, START_DAY } from '../../../../tests/harness/history-bench.ts';
import { DAY_MS } from '../../limits.ts';
import { keepsOf, rawMsOf } from './retention.ts';

const benches: HistoryBench[] = [];
afterEach(() => {
  for (const bench of benches.splice(0)) bench.remove();
});

test('an equipment class goes before the kind of point, and that before the rest', () => {
  const retention = { rawMs: 1, counterRawMs: 2, classRawMs: { chiller: 3 } };
  expect(rawMsOf(POWER, retention)).toBe(3);
  expect(rawMsOf({ ...ENERGY, equipmentClass: 'pump' }, retention)).toBe(2);
  expect(rawMsOf({ ...POWER, equipmentClass: 'pump' }, retention)).toBe(1);
  expect(keepsOf(POWER, { rawMs: 1, hoursMs: 9 }).levelMs[60]).toBe(9);
});

test('counters are kept for longer where nothing is said, and never shorter than other points', () => {
  expect(rawMsOf(ENERGY, { rawMs: DAY_MS })).toBeGreaterThan(365 * DAY_MS);
  expect(rawMsOf(ENERGY, { rawMs: 9_000 * DAY_MS })).toBe(9_000 * DAY_MS);
});

const dense = (point: number, day: number): Sample[] =>
  Array.from({ length: 8_640 }, (_, i) => [point, START + day * DAY_MS + i * 10_000, i]);

test('each level goes when its own time has come, a bounded number of rows at a time', async () => {
  const bench = new HistoryBench({
    ...{ rawMs: 2 * DAY_MS, counterRawMs: 8 * DAY_MS },
    ...{ minutesMs: 4 * DAY_MS, quartersMs: 5 * DAY_MS, hoursMs: 6 * DAY_MS, daysMs: 7 * DAY_MS },
  });
  benches.push(bench);
  for (const point of [1, 2]) bench.write(dense(point, 0));
  const left = (point: number): string =>
    [
      ...bench.store.blocks.days(point, START_DAY, START_DAY).map(() => 'raw'),
      ...[1, 15, 60, 1440].filter((level) =>
        bench.store.database
          .prepare('SELECT 1 FROM rollups WHERE point = ? AND level = ? AND day = ?')
          .get(point, level, START_DAY),
      ),
    ].join();
  const seen: string[] = [];
  for (const day of [3, 4, 5, 6, 7, 8, 9, 10]) {
    await bench.passTo(day);
    seen.push(`${left(1)} | ${left(2)}`);
  }
  expect(seen).toEqual([
    'raw,1,15,60,1440 | raw,1,15,60,1440',
    '1,15,60,1440 | raw,1,15,60,1440',
    '1,15,60,1440 | raw,1,15,60,1440',
    '15,60,1440 | raw,15,60,1440',
    '60,1440 | raw,60,1440',
    '1440 | raw,1440',
    ' | raw',
    ' | ',
  ]);
});

test('days with few samples keep them for as long as the rollups they stand for', async () => {
  const bench = new HistoryBench({ rawMs: 2 * DAY_MS, hoursMs: 10 * DAY_MS });
  benches.push(bench);
  bench.write(Array.from({ length: 24 }, (_, hour) => [1, START + hour * 3_600_000, hour]));
  await bench.passTo(6);
  expect(bench.store.blocks.days(1, START_DAY, START_DAY)).toHaveLength(1);
  await bench.passTo(12);
  expect(bench.store.blocks.days(1, START_DAY, START_DAY)).toHaveLength(0);
});
