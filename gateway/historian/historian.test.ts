import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { eventually } from '../../tests/harness/eventually.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { silentMetrics } from '../../tests/harness/silent-metrics.ts';
import { BatchBuilder } from '../domain/sample.ts';
import type { Historian } from '../ports/historian.ts';
import { openHistorian } from './historian.ts';
import type { HistorianPoint } from './settings.ts';
import { workerClock } from './worker-clock.ts';

const START = Date.UTC(2026, 0, 5);

const point: HistorianPoint = {
  index: 0,
  tag: 'P-1.flow',
  kind: 'number',
  unit: 'm³/h',
  equipment: 'P-1',
  equipmentClass: 'pump',
  area: 'plant',
  name: 'flow',
  deadband: 0,
};

const folders: string[] = [];
const newFolder = (): string => {
  folders.push(mkdtempSync(join(tmpdir(), 'plantroom-history-')));
  return folders.at(-1)!;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const open = (folder: string): Promise<Historian> =>
  openHistorian({
    folder,
    siteId: 'site-1',
    points: [point],
    sinks: [],
    retention: { rawMs: 90 * 86_400_000, logBytes: 1e9, freeDiskBytes: 0 },
    clock: workerClock,
    logger: silentLogger,
    metrics: silentMetrics,
  });

function append(historian: Historian, from: number, to: number): void {
  const batch = new BatchBuilder();
  for (let n = from; n < to; n++) batch.add(0, n, 0, START + n * 1000);
  historian.append(batch);
}

const values = async (historian: Historian): Promise<number[]> =>
  [...(await historian.reader.query(point.tag, START, START + 600_000, 5_000)).last].filter(
    (value) => !Number.isNaN(value),
  );

const numbers = (to: number): number[] => Array.from({ length: to }, (_, n) => n);

test('what was appended is there after a flush, and after closing and opening again', async () => {
  const folder = newFolder();
  const first = await open(folder);
  append(first, 0, 10);
  await first.flush();
  expect(await values(first)).toEqual(numbers(10));
  await first.close();

  const second = await open(folder);
  append(second, 10, 20);
  await second.flush();
  expect(await values(second)).toEqual(numbers(20));
  expect(await second.status()).toMatchObject({ loggedSamples: 20, droppedSamples: 0, healthy: true, problem: null });
  await second.close();
});

test('a server that repeats its last value with its old time after a restart does not double it', async () => {
  const folder = newFolder();
  const first = await open(folder);
  append(first, 0, 5);
  await first.close();
  const second = await open(folder);
  append(second, 4, 6);
  await second.flush();
  expect((await second.status()).loggedSamples).toBe(6);
  await second.close();
});

test('a worker that ends is replaced, and nothing appended meanwhile is lost or doubled', async () => {
  const historian = await open(newFolder());
  append(historian, 0, 10);
  await historian.flush();
  append(historian, 10, 20);
  const thread: object = Reflect.get(historian, 'thread');
  const worker: { terminate(): Promise<number> } = Reflect.get(thread, 'worker');
  await worker.terminate();
  append(historian, 20, 30);

  expect(await historian.status()).toMatchObject({ healthy: false, problem: expect.stringContaining('worker') });
  await expect(historian.reader.query(point.tag, START, START + 1, 1)).rejects.toMatchObject({
    code: 'HISTORY_UNAVAILABLE',
  });
  await historian.flush();
  const healthy = await eventually(
    async () => ((await historian.status()).healthy ? historian.status() : undefined),
    10_000,
    'the new worker is ready',
  );
  expect(healthy.loggedSamples).toBe(30);
  expect(await values(historian)).toEqual(numbers(30));
  await historian.close();
});

test('a folder that cannot be used is a refusal, not a hang', async () => {
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  await expect(open(file)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
});

test('after closing, questions are refused and samples ignored', async () => {
  const historian = await open(newFolder());
  await historian.close();
  append(historian, 0, 1);
  await expect(historian.reader.query(point.tag, START, START + 1, 1)).rejects.toMatchObject({
    code: 'HISTORY_UNAVAILABLE',
  });
  await historian.close();
});
