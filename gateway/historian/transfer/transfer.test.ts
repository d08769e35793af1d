import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../tests/harness/eventually.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { silentMetrics } from '../../../tests/harness/silent-metrics.ts';
import { QUALITY } from '../../domain/quality.ts';
import { BatchBuilder } from '../../domain/sample.ts';
import type { Historian } from '../../ports/historian.ts';
import { openHistorian } from '../historian.ts';
import type { HistorianPoint } from '../settings.ts';
import { workerClock } from '../worker-clock.ts';
import { PAGE_SAMPLES } from './limits.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RAW_MS = 4_000 * DAY;
/** Midnight some years ago, so that nothing of it is open for long. */
const START = Date.UTC(2020, 0, 1);

const pointOf = (index: number, kind: HistorianPoint['kind'], name: string): HistorianPoint => ({
  ...{ index, tag: `B1.${name}`, kind, unit: 'kWh', equipment: 'B1', equipmentClass: 'meter', area: 'a', name },
  ...{ deadband: 0, periodMs: HOUR },
});
const POINTS = [pointOf(0, 'number', 'power'), pointOf(1, 'counter', 'energy')];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plantroom-transfer-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function open(folder = newFolder(), rawMs = RAW_MS): Promise<Historian> {
  const historian = await openHistorian({
    ...{ folder, siteId: 'site-1', points: POINTS, sinks: [], clock: workerClock },
    ...{ retention: { rawMs, logBytes: 1e9, freeDiskBytes: 0 }, logger: silentLogger, metrics: silentMetrics },
  });
  onTestFinished(() => historian.close());
  return historian;
}

/** One value an hour from START on. */
function hours(from: number, to: number, shown: (hour: number) => number, point = 0): BatchBuilder {
  const batch = new BatchBuilder();
  for (let hour = from; hour < to; hour++) batch.add(point, shown(hour), QUALITY['good-manual'], START + hour * HOUR);
  return batch;
}

const NOTHING = { written: 0, replaced: 0, present: 0, tooOld: 0, invalid: 0 };
const RANGE = [START, START + 30 * DAY] as const;

test('what was sent is there when it is answered, and sending it again changes nothing', async () => {
  const folder = newFolder();
  const historian = await open(folder);
  const batch = hours(0, 100, (hour) => hour);
  expect(await historian.backfill(batch, true)).toEqual({ ...NOTHING, written: 100 });
  expect(await historian.backfill(batch)).toEqual({ ...NOTHING, written: 100 });
  expect(await historian.backfill(batch)).toEqual({ ...NOTHING, present: 100 });
  const page = await historian.reader.samples('B1.power', ...RANGE, 1000);
  expect([...page.value]).toEqual(Array.from({ length: 100 }, (_, hour) => hour));
  expect(page.nextMs).toBeNull();
  expect((await historian.status()).loggedSamples).toBe(100);
  await historian.close();
  const again = await open(folder);
  expect(await again.backfill(batch)).toEqual({ ...NOTHING, present: 100 });
});

test('a corrected value replaces, a change below the deadband too, and everybody is told which points', async () => {
  const historian = await open();
  const told: number[][] = [];
  const unsubscribe = historian.onBackfill((points) => told.push([...points]));
  await historian.backfill(hours(0, 10, () => 5));
  expect(await historian.backfill(hours(5, 12, (hour) => (hour < 8 ? 5 : 5.001)))).toEqual({
    ...{ ...NOTHING, present: 3, replaced: 2, written: 2 },
  });
  await historian.backfill(
    hours(0, 10, () => 5),
    true,
  );
  unsubscribe();
  await historian.backfill(hours(20, 21, () => 5));
  expect(told).toEqual([[0], [0]]);
  const { value } = await historian.reader.samples('B1.power', ...RANGE, 100);
  expect([...value].slice(7, 12)).toEqual([5, 5.001, 5.001, 5.001, 5.001]);
});

test('a value of the past moves neither the newest value nor what the report filter knows', async () => {
  const historian = await open();
  const now = Date.now();
  const live = new BatchBuilder();
  live.add(0, 7, QUALITY.good, now - 1000);
  historian.append(live);
  await historian.flush();
  await historian.backfill(hours(0, 10, () => 99));
  const same = new BatchBuilder();
  same.add(0, 7, QUALITY.good, now);
  historian.append(same);
  await historian.flush();
  expect((await historian.status()).loggedSamples).toBe(11);
  const newest = await historian.reader.newest([0], now + 1);
  expect([newest.value[0], newest.sourceTime[0]]).toEqual([7, now - 1000]);
});

test('pages of any size give every sample once', async () => {
  const historian = await open();
  await historian.backfill(hours(0, 100, (hour) => hour));
  const seen: number[] = [];
  for (let from: number | null = START; from !== null; ) {
    const page: { value: Float64Array; nextMs: number | null } = await historian.reader.samples(
      ...(['B1.power', from, START + 30 * DAY, 7] as const),
    );
    expect(page.value.length).toBeLessThanOrEqual(7);
    seen.push(...page.value);
    from = page.nextMs;
  }
  expect(seen).toEqual(Array.from({ length: 100 }, (_, hour) => hour));
  await expect(historian.reader.samples('B1.none', 0, 1, 1)).rejects.toMatchObject({ code: 'POINT_NOT_FOUND' });
});

test('the last usable sample until a moment, bad ones passed over', async () => {
  const historian = await open();
  const batch = hours(0, 30, (hour) => hour);
  batch.add(0, Number.NaN, QUALITY['bad-sentinel'], START + 30 * HOUR);
  await historian.backfill(batch);
  const at = async (ms: number) => [...(await historian.reader.newest([0, 1], ms)).value].slice(0, 1);
  expect(await at(START + 500 * HOUR)).toEqual([29]);
  expect(await at(START + 3 * HOUR)).toEqual([3]);
  expect((await historian.reader.newest([0, 1], START - 1)).length).toBe(0);
});

test('a reading that comes late changes trend and increments of its hour', async () => {
  const historian = await open();
  await historian.backfill(hours(0, 48, (hour) => hour * 10, 1));
  const edges = [START, START + 10 * HOUR, START + 11 * HOUR, START + 24 * HOUR];
  const increments = async () =>
    (await historian.reader.increments(['B1.energy'], edges)).map(({ increment }) => Math.round(increment));
  expect(await increments()).toEqual([100, 10, 130]);
  const late = new BatchBuilder();
  late.add(1, 108, QUALITY['good-manual'], START + 10.5 * HOUR);
  late.add(1, 100.5, QUALITY['good-manual'], START + 10.25 * HOUR);
  await historian.backfill(late);
  expect(await increments()).toEqual([100, 10, 130]);
  const quarters = [START + 10 * HOUR, START + 10.25 * HOUR, START + 10.5 * HOUR, START + 11 * HOUR];
  const rises = await historian.reader.increments(['B1.energy'], quarters);
  expect(rises.map(({ increment }) => increment)).toEqual([0.5, 7.5, 2]);
  expect(rises.every(({ coverage }) => coverage === 1)).toBe(true);
});

test('what raw samples are no longer kept for, what is of no point and what lies in the future is told, not taken', async () => {
  const historian = await open(newFolder(), 30 * DAY);
  const batch = new BatchBuilder();
  const now = Date.now();
  batch.add(0, 1, QUALITY.good, now - 31 * DAY);
  batch.add(0, 1, QUALITY.good, now - 29 * DAY);
  batch.add(0, 1, QUALITY.good, now + HOUR);
  batch.add(0, 1, QUALITY.good, Number.NaN);
  batch.add(99, 1, QUALITY.good, now - DAY);
  expect(await historian.backfill(batch)).toEqual({ ...NOTHING, written: 1, tooOld: 1, invalid: 3 });
});

test('too much at once and too many at once are refused; a worker that ends is waited for', async () => {
  const historian = await open();
  const large = hours(0, PAGE_SAMPLES + 1, () => 1);
  await expect(historian.backfill(large)).rejects.toMatchObject({ code: 'REQUEST_TOO_LARGE' });
  const many = Array.from({ length: 9 }, () => historian.backfill(hours(0, 10, () => 1)));
  const ends = await Promise.allSettled(many);
  expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  const thread: object = Reflect.get(historian, 'thread');
  const worker: { terminate(): Promise<number> } = Reflect.get(thread, 'worker');
  await worker.terminate();
  await expect(historian.backfill(hours(0, 10, () => 1))).rejects.toMatchObject({ code: 'HISTORY_UNAVAILABLE' });
  const back = async () => historian.backfill(hours(0, 10, () => 1)).catch(() => undefined);
  expect(await eventually(back, 10_000, 'another worker')).toEqual({ ...NOTHING, present: 10 });
});
