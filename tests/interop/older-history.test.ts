import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BatchBuilder } from '../../gateway/domain/sample.ts';
import { openHistorian } from '../../gateway/historian/historian.ts';
import { DAY_MS, HOLD_MS } from '../../gateway/historian/limits.ts';
import { type Series, SeriesBuilder } from '../../gateway/historian/series.ts';
import type { HistorianPoint, LineSinkSettings } from '../../gateway/historian/settings.ts';
import { buildRollup } from '../../gateway/historian/sinks/embedded/rollup.ts';
import { systemClock } from '../../gateway/observability/system-clock.ts';
import type { Historian, HistoryColumns, HistorySamples } from '../../gateway/ports/historian.ts';
import { eventually } from '../harness/eventually.ts';
import { createInfluxdb, type TimeSeriesServer } from '../harness/influxdb.ts';
import { silentLogger } from '../harness/silent-logger.ts';
import { silentMetrics } from '../harness/silent-metrics.ts';
import { createVictoriametrics } from '../harness/victoriametrics.ts';

const DAYS = 31;
const KEPT_DAYS = 5;
const MINUTE_MS = 60_000;
const START = Math.floor(Date.now() / DAY_MS) * DAY_MS - (DAYS + 2) * DAY_MS;
const END = START + DAYS * DAY_MS;
/** In the middle of a day, and of every column. */
const SEAM = END - KEPT_DAYS * DAY_MS + 7 * 3_600_000 + 12_345;

const point: HistorianPoint = {
  index: 0,
  tag: 'P-1.flow',
  kind: 'number',
  unit: 'm³/h',
  equipment: 'P-1 "west", a\'b=c',
  equipmentClass: 'pump, large',
  area: '机房 1 = plant $room; DROP',
  name: 'flow "total"',
  deadband: 0,
};

/** A month: a value a minute, never the same twice, four lonely spikes, half an hour of silence every few days. */
function month(): Series {
  const builder = new SeriesBuilder();
  for (let n = 0; n < DAYS * 1440; n++) {
    const isSilent = n % 4_000 < 30 && n > 4_000;
    if (isSilent) continue;
    const isSpike = [7_777, 20_001, 37_441, 44_000].includes(n);
    const value = isSpike ? 9_999 + n : Math.round(100 * Math.sin(n / 300) + (n % 17)) / 10 + n / 1e7;
    builder.add(START + n * MINUTE_MS + (n % 13) * 137, value, 0);
  }
  return builder.toSeries();
}

const samples = month();

async function record(historian: Historian, fromMs: number): Promise<void> {
  const batch = new BatchBuilder();
  for (let i = 0; i < samples.length; i++) {
    if (samples.time[i]! < fromMs) continue;
    batch.add(0, samples.value[i]!, 0, samples.time[i]!);
    if (batch.length < 2_000) continue;
    historian.append(batch);
    await historian.flush();
    batch.clear();
  }
  historian.append(batch);
  await historian.flush();
}

/** What the whole month would answer, from the samples alone. */
function expected(columns: HistoryColumns) {
  const { columnMs, time } = columns;
  return buildRollup(samples, time[0]!, columnMs, time.length, Date.now(), HOLD_MS);
}

function expectSame(columns: HistoryColumns): void {
  const whole = expected(columns);
  const { columnMs, time, good, min, max, mean } = columns;
  expect(columns.missing ?? null).toBeNull();
  expect([...time]).toEqual(Array.from({ length: time.length }, (_, i) => time[0]! + i * columnMs));
  for (let i = 0; i < time.length; i++) {
    const where = `column ${i} of ${time.length}, ${new Date(time[i]!).toISOString()}`;
    expect(good[i], where).toBeCloseTo(whole.goodMs[i]! / columnMs, 5);
    if (whole.goodMs[i] === 0) continue;
    // VictoriaMetrics keeps about 15 decimal digits.
    expect(min[i], where).toBeCloseTo(whole.min[i]!, 9);
    expect(max[i], where).toBeCloseTo(whole.max[i]!, 9);
    expect(mean[i], where).toBeCloseTo(whole.mean[i]!, 2);
  }
}

const KINDS = [
  { kind: 'influxdb' as const, create: createInfluxdb },
  { kind: 'victoriametrics' as const, create: createVictoriametrics },
];

describe.each(KINDS)('history before the local one, from $kind', ({ kind, create }) => {
  let server: TimeSeriesServer | undefined;
  let historian: Historian | undefined;
  const folders: string[] = [];

  const newFolder = (): string => {
    folders.push(mkdtempSync(join(tmpdir(), 'plantroom-history-')));
    return folders.at(-1)!;
  };

  const open = (folder: string, sink: Partial<LineSinkSettings> = {}): Promise<Historian> =>
    openHistorian({
      ...{ folder, siteId: 'site "1"', points: [point], clock: systemClock },
      sinks: [{ id: 'remote', kind, url: server!.url, database: 'plantroom', ...sink }],
      retention: { rawMs: 90 * DAY_MS, logBytes: 2e9, freeDiskBytes: 0 },
      ...{ logger: silentLogger, metrics: silentMetrics },
    });

  async function delivered(writer: Historian): Promise<void> {
    await eventually(
      async () => {
        const remote = (await writer.status()).cursors.find(({ sink }) => sink === 'remote');
        return remote?.behindSamples === 0 ? true : undefined;
      },
      30_000,
      'everything is stored',
    );
    if (kind === 'victoriametrics') await fetch(`${server!.url}/internal/force_flush`);
  }

  beforeAll(async () => {
    server = await create();
    if (!server) return;
    await server.start();
    const first = await open(newFolder());
    await record(first, START);
    await delivered(first);
    await first.close();
    // The data folder is lost; the gateway goes on with an empty one.
    historian = await open(newFolder());
    await record(historian, SEAM);
    await delivered(historian);
  });

  afterAll(async () => {
    await historian?.close();
    await server?.remove();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  test('of a database that nobody has written to yet there is no history, and that is no failure', async () => {
    if (!server) return;
    const fresh = await open(newFolder(), { database: 'nothing' });
    const { time, nextMs } = await fresh.reader.samples(point.tag, START, END, 10);
    expect([time.length, nextMs]).toEqual([0, null]);
    await fresh.close();
  });

  test.each([31, 100, 600, 2_000, 9_000])('a month in %d columns is what its samples say', async (width) => {
    if (!historian) return;
    const columns = await historian.reader.query(point.tag, START, END, width);
    expect(columns.time.length).toBeLessThanOrEqual(width + 1);
    expectSame(columns);
  });

  test.each([
    ['two hours across the seam', SEAM - 3_600_000, SEAM + 3_600_000, 300],
    ['a week before the seam', START + 3 * DAY_MS + 1_234, START + 10 * DAY_MS, 500],
    ['from long before the beginning', START - 20 * DAY_MS, SEAM + DAY_MS, 700],
    ['in seconds', SEAM - 600_000, SEAM + 600_000, 9],
  ])('%s', async (_, fromMs, toMs, width) => {
    if (!historian) return;
    const columns = await historian.reader.query(point.tag, fromMs, toMs, width);
    if (columns.columnMs > 0) return expectSame(columns);
    const inside = [...columns.time].filter((time, i) => time >= fromMs && columns.good[i]! > 0);
    expect(inside).toEqual([...samples.time].filter((time) => time >= fromMs && time < toMs));
  });

  test('raw data deleted by age is read from there', async () => {
    if (!historian) return;
    const folder = newFolder();
    const whole = await open(folder);
    await record(whole, START);
    await delivered(whole);
    await whole.close();
    const prunedDay = Math.floor(SEAM / DAY_MS);
    const database = new DatabaseSync(join(folder, 'history.sqlite'));
    database.prepare('DELETE FROM blocks WHERE day < ?').run(prunedDay);
    database.close();

    const pruned = await open(folder);
    const joined = await pruned.reader.query(point.tag, SEAM - 2 * DAY_MS, SEAM + DAY_MS, 900);
    await pruned.close();
    expectSame(joined);
  });

  test('raw samples come page by page, from there and from here, each once', async () => {
    if (!historian) return;
    const times: number[] = [];
    const values: number[] = [];
    let from: number | null = START - DAY_MS;
    while (from !== null) {
      const page: HistorySamples = await historian.reader.samples(point.tag, from, END, 7_000);
      times.push(...page.time);
      values.push(...page.value);
      from = page.nextMs;
    }
    expect(times).toEqual([...samples.time]);
    values.forEach((value, i) => {
      expect(value).toBeCloseTo(samples.value[i]!, 9);
    });
  });

  test('switched off, nothing is asked and nothing is said to be missing', async () => {
    if (!historian) return;
    const alone = await open(newFolder(), { read: false });
    const columns = await alone.reader.query(point.tag, START, END, 100);
    await alone.close();
    expect(columns.time.length).toBe(0);
    expect(columns.missing ?? null).toBeNull();
  });
});
