import { describe, expect, onTestFinished, test } from 'vitest';
import { silentLogger } from '../../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../../tests/harness/temp-folder.ts';
import { DAY_MS } from '../../limits.ts';
import { EMPTY_SERIES, lastOf, type Series, SeriesBuilder } from '../../series.ts';
import { DayReader } from '../../sinks/embedded/day-reader.ts';
import { rollUpDay } from '../../sinks/embedded/day-rollups.ts';
import { HistoryStore } from '../../sinks/embedded/history-store.ts';
import { LEVELS, type Level } from '../../sinks/embedded/levels.ts';
import { OpenData } from '../../sinks/embedded/open-data.ts';
import { workerClock } from '../../worker-clock.ts';
import { findSeam } from './find-seam.ts';

const DAY = 20_000;
const NOON = DAY * DAY_MS + DAY_MS / 2;
const POINT = 1;
const [RAW, MINUTES, HOURS] = [1_000, 120_000, 7_200_000];

function samplesOf(day: number, fromMs = day * DAY_MS): Series {
  const builder = new SeriesBuilder();
  for (let time = fromMs; time < (day + 1) * DAY_MS; time += 60_000) builder.add(time, time % 97, 0);
  return builder.toSeries();
}

/** Days of history: raw, with what is left of the rollups. */
async function storeWith(days: readonly { day: number; fromMs?: number; raw?: boolean; levels?: readonly Level[] }[]) {
  const store = new HistoryStore({ folder: await tempFolder(), clock: workerClock, logger: silentLogger });
  onTestFinished(() => store.close());
  let leading = EMPTY_SERIES;
  for (const { day, fromMs, raw = true, levels = LEVELS } of days) {
    const series = samplesOf(day, fromMs);
    if (raw) store.blocks.add(POINT, day, series, true);
    const all = rollUpDay(day, leading, series);
    for (const level of levels) store.rollups.save(POINT, level, day, all.get(level)!);
    leading = lastOf(series);
  }
  const reader = new DayReader(store, new OpenData(), POINT);
  return (fromMs: number, toMs: number, columnMs: number): number =>
    findSeam(store, reader, { point: POINT, fromMs, toMs, columnMs });
}

const FROM = (DAY - 3) * DAY_MS;
const TO = (DAY + 3) * DAY_MS;

describe.each([
  ['raw', 0],
  ['in seconds', RAW],
  ['in minutes', MINUTES],
  ['in hours', HOURS],
  ['in days', DAY_MS],
])('%s', (_, columnMs) => {
  test('a history that began at noon begins at noon', async () => {
    const seam = await storeWith([{ day: DAY, fromMs: NOON }, { day: DAY + 1 }]);
    expect(seam(FROM, TO, columnMs)).toBe(NOON);
    expect(seam(NOON - 3_600_000, NOON + 3_600_000, columnMs)).toBe(NOON);
  });

  test('a range behind the beginning asks nobody, also where there is a gap', async () => {
    const seam = await storeWith([{ day: DAY, fromMs: NOON }, { day: DAY + 2 }]);
    expect(seam((DAY + 1) * DAY_MS, (DAY + 2) * DAY_MS, columnMs)).toBe(Number.NEGATIVE_INFINITY);
    expect(seam((DAY + 1) * DAY_MS, TO, columnMs)).toBe(Number.NEGATIVE_INFINITY);
  });

  test('a range before the beginning, or with no history at all, is for the source', async () => {
    expect((await storeWith([{ day: DAY }]))(FROM, DAY * DAY_MS, columnMs)).toBe(Number.POSITIVE_INFINITY);
    expect((await storeWith([]))(FROM, TO, columnMs)).toBe(Number.POSITIVE_INFINITY);
  });
});

test('where raw samples have gone, the source is asked for what is finer than the rollups', async () => {
  const seam = await storeWith([{ day: DAY - 1, raw: false }, { day: DAY, raw: false }, { day: DAY + 1 }]);
  const from = DAY * DAY_MS;
  expect(seam(from, TO, RAW)).toBe((DAY + 1) * DAY_MS);
  expect(seam(from, TO, MINUTES)).toBe(Number.NEGATIVE_INFINITY);
  expect(seam(from, (DAY + 1) * DAY_MS, RAW)).toBe(Number.POSITIVE_INFINITY);
});

test('where minutes have gone as well, hours are still here', async () => {
  const coarse = { raw: false, levels: [60, 1440] as const };
  const seam = await storeWith([
    { day: DAY - 1, ...coarse },
    { day: DAY, ...coarse },
    { day: DAY + 1, raw: false },
    { day: DAY + 2 },
  ]);
  const from = DAY * DAY_MS;
  expect(seam(from, TO, RAW)).toBe((DAY + 2) * DAY_MS);
  expect(seam(from, TO, MINUTES)).toBe((DAY + 1) * DAY_MS);
  expect(seam(from, TO, HOURS)).toBe(Number.NEGATIVE_INFINITY);
});

test('rollups alone begin where their first value stood', async () => {
  const seam = await storeWith([
    { day: DAY, fromMs: NOON + 20_000, raw: false },
    { day: DAY + 1, raw: false },
  ]);
  expect(seam(FROM, TO, HOURS)).toBe(NOON + 20_000);
  expect(seam(FROM, TO, DAY_MS)).toBe(NOON + 20_000);
});
