import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backUp } from '../../gateway/backup/back-up.ts';
import { restore } from '../../gateway/backup/restore.ts';
import { BatchBuilder } from '../../gateway/domain/sample.ts';
import { openHistorian } from '../../gateway/historian/historian.ts';
import { systemClock } from '../../gateway/observability/system-clock.ts';
import type { Historian } from '../../gateway/ports/historian.ts';
import { silentLogger } from '../harness/silent-logger.ts';
import { silentMetrics } from '../harness/silent-metrics.ts';
import { tempFolder } from '../harness/temp-folder.ts';

const START = Date.UTC(2026, 0, 5, 8);
const POINTS = [
  ...[{ index: 0, tag: 'P-1.flow', kind: 'number', unit: 'm³/h', deadband: 0 } as const].map((point) => ({
    ...point,
    ...{ equipment: 'P-1', equipmentClass: 'pump', area: 'plant', name: 'flow', title: { en: 'Flow', zh: '流量' } },
  })),
];

const open = (dataFolder: string): Promise<Historian> =>
  openHistorian({
    ...{ folder: join(dataFolder, 'history'), siteId: 'site-1', points: POINTS, sinks: [] },
    retention: { rawMs: 3_650 * 86_400_000, logBytes: 1e9, freeDiskBytes: 0 },
    ...{ clock: systemClock, logger: silentLogger, metrics: silentMetrics },
  });

async function write(historian: Historian, from: number, to: number): Promise<void> {
  const batch = new BatchBuilder();
  for (let n = from; n < to; n++) batch.add(0, n, 0, START + n * 1000);
  historian.append(batch);
  await historian.flush();
}

const read = async (historian: Historian): Promise<number[]> =>
  [...(await historian.reader.query('P-1.flow', START, START + 600_000, 5_000)).last].filter(Number.isFinite);

const numbers = (to: number): number[] => Array.from({ length: to }, (_, n) => n);

test('a copy made while the historian works is restored with everything up to then, and goes on from there', async () => {
  const root = await tempFolder();
  const dataFolder = join(root, 'data');
  const first = await open(dataFolder);
  await write(first, 0, 100);
  const options = { dataFolder, target: join(root, 'backups'), version: '1', nowMs: START, keep: undefined };
  const { folder } = await backUp(options);
  await write(first, 100, 200);
  await first.close();

  const { formerFiles } = await restore({ backup: folder, dataFolder, nowMs: START });
  expect(formerFiles).toBeDefined();
  const second = await open(dataFolder);
  expect(await read(second)).toEqual(numbers(100));
  await write(second, 100, 150);
  expect(await read(second)).toEqual(numbers(150));
  await second.close();
});

/** A backup copies the log first: blocks may have been packed before the history is copied. */
test('a history that knows more than the log takes up what comes next', async () => {
  const root = await tempFolder();
  const dataFolder = join(root, 'data');
  const first = await open(dataFolder);
  await write(first, 0, 50);
  const options = { dataFolder, target: join(root, 'backups'), version: '1', nowMs: START, keep: undefined };
  const { folder } = await backUp(options);
  await write(first, 50, 60);
  await write(first, 60, 80);
  await first.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(dataFolder, `history/log.sqlite${suffix}`), { force: true });
  copyFileSync(join(folder, 'history/log.sqlite'), join(dataFolder, 'history/log.sqlite'));

  const second = await open(dataFolder);
  await write(second, 80, 90);
  expect(await read(second)).toEqual(numbers(90));
  await write(second, 90, 120);
  await second.close();
  const third = await open(dataFolder);
  expect(await read(third)).toEqual(numbers(120));
  await third.close();
});
