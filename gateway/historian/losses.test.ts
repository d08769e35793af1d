import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { silentMetrics } from '../../tests/harness/silent-metrics.ts';
import type { HistoryLoss } from '../domain/history-loss.ts';
import { QUALITY } from '../domain/quality.ts';
import { BatchBuilder, copyBatch, type SampleBatch } from '../domain/sample.ts';
import type { HistoryColumns } from '../ports/historian.ts';
import { HistorianEngine } from './engine.ts';
import { openHistorian } from './historian.ts';
import type { NewLoss } from './log/loss.ts';
import { signatureOf } from './schema-version.ts';
import type { HistorianPoint, HistorianSettings } from './settings.ts';
import { workerClock } from './worker-clock.ts';

const START = Date.UTC(2026, 0, 5, 8);
const WAITING = QUALITY['bad-waiting'];
const point = (index: number, tag: string): HistorianPoint => ({
  ...{
    index,
    tag,
    kind: 'number',
    unit: '',
    equipment: 'P',
    equipmentClass: 'pump',
    area: 'a',
    name: tag,
    deadband: 0,
  },
});

let folder: string;
let engine: HistorianEngine;
let clock: ManualClock;
let seq = 0;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plantroom-losses-'));
  clock = new ManualClock(START + 600_000);
  await start();
});
afterEach(async () => {
  await engine.answer({ kind: 'close' });
  rmSync(folder, { recursive: true });
});

const settings = (): HistorianSettings => ({
  ...{ folder, siteId: 'hq', points: [point(0, 'flow'), point(1, 'level')], sinks: [] },
  retention: { rawMs: 90 * 86_400_000, logBytes: 1e9, freeDiskBytes: 0 },
});

async function start(): Promise<void> {
  engine = new HistorianEngine(
    { settings: settings(), session: 's', mustCheck: false },
    { clock, random: () => 0.5, logger: silentLogger, onCommitted: () => {}, onStatus: () => {}, onHopeless: () => {} },
  );
  await engine.start();
}

/** Samples told as [point index, value (NaN: a mark), second]. */
function batchOf(...samples: readonly (readonly [number, number, number])[]): SampleBatch {
  const batch = new BatchBuilder();
  for (const [index, value, second] of samples)
    batch.add(index, value, Number.isNaN(value) ? WAITING : 0, START + second * 1_000);
  return copyBatch(batch);
}

async function append(samples: SampleBatch, losses: readonly NewLoss[] = []): Promise<void> {
  const marks = [...samples.quality].filter((quality) => quality === WAITING).length;
  engine.append({ seq: ++seq, samples, marks, losses });
  await clock.advanceAsync(1);
}

/** What a trend shows: values and holes with the second at which each begins. */
async function trend(tag: string): Promise<string> {
  const query = { kind: 'query', tag, fromMs: START, toMs: START + 100_000, width: 10 } as const;
  const { time, last, good } = (await engine.answer(query)) as HistoryColumns;
  const texts = Array.from(time, (at, i) => `${good[i] === 1 ? last[i] : 'hole'}@${(at - START) / 1_000}`);
  return texts.slice(0, time.filter((at) => at < START + 100_000).length).join(' ');
}

const losses = async (): Promise<readonly HistoryLoss[]> =>
  (await engine.answer({ kind: 'losses', fromMs: START, toMs: START + 100_000 })) as readonly HistoryLoss[];

test('a hole that the way in has marked is in the trend, and the loss is told, with the post that brings both', async () => {
  await append(batchOf([0, 5, 0], [1, 8, 0]));
  const loss = { kind: 'queue-full', sink: null, from: START + 30_000, to: START + 59_000, samples: 4 } as const;
  await append(batchOf([0, Number.NaN, 30]), [loss]);
  await append(batchOf([0, 7, 60]));
  expect(await trend('flow')).toBe('5@0 hole@30 7@60');
  expect(await trend('level')).toBe('8@0');
  expect(await losses()).toEqual([{ id: 1, ...loss, foundAt: expect.any(Number) }]);
  expect(engine.status().losses).toEqual([{ kind: 'queue-full', sink: null, samples: 4 }]);
});

/** Leaves the engine as a killed one does: nothing is packed, the files are as they were. */
function damageRecord(id: number): void {
  const file = new DatabaseSync(join(folder, 'log.sqlite'));
  file.prepare('UPDATE batches SET bytes = ? WHERE id = ?').run(new Uint8Array(40), id);
  file.close();
}

test('of a damaged record nobody knows the points: each is unknown from then until it has a value again', async () => {
  await append(batchOf([0, 5, 0], [1, 8, 0]));
  await append(batchOf([0, 6, 20]));
  await append(batchOf([0, 7, 50]));
  await append(batchOf([1, 9, 80]));
  damageRecord(2);
  await start();
  expect(await trend('flow')).toBe('5@0 hole@20 7@50');
  expect(await trend('level')).toBe('8@0 hole@20 9@80');
  expect(await losses()).toMatchObject([{ kind: 'damaged', sink: null, samples: 1, from: START + 20_000 }]);
  expect(engine.status()).toMatchObject({ damagedRecords: 1, cursors: [{ sink: 'embedded', behindSamples: 0 }] });
});

test('no rollup counts a hole as good', async () => {
  await append(batchOf([0, 5, 0]));
  await append(batchOf([0, Number.NaN, 30]));
  await append(batchOf([0, 7, 60]));
  clock.stepWall(3 * 86_400_000);
  await append(batchOf([1, 1, 2 * 86_400]));
  const query = { kind: 'query', tag: 'flow', fromMs: START, toMs: START + 3_600_000, width: 1 } as const;
  const open = (await engine.answer(query)) as HistoryColumns;
  await clock.advanceAsync(11 * 60_000);
  const packed = (await engine.answer(query)) as HistoryColumns;
  expect(packed.good[0]).toBeCloseTo(open.good[0]!, 6);
  expect(packed.good[0]).toBeLessThanOrEqual((30 + 600) / 3_600);
});

test('files of a newer program are refused with a code, by the whole historian', async () => {
  const file = new DatabaseSync(join(folder, 'log.sqlite'));
  file.exec(`PRAGMA user_version = 99; PRAGMA application_id = ${signatureOf(99)}`);
  file.close();
  const opening = openHistorian({ ...settings(), clock: workerClock, logger: silentLogger, metrics: silentMetrics });
  await expect(opening).rejects.toMatchObject({ code: 'STORE_TOO_NEW', detail: expect.stringContaining('log.sqlite') });
});
