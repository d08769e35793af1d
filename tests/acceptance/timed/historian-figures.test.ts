import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BatchBuilder, type SampleBatch } from '../../../gateway/domain/sample.ts';
import { Intake } from '../../../gateway/historian/intake.ts';
import { DAY_MS } from '../../../gateway/historian/limits.ts';
import { SampleLog } from '../../../gateway/historian/log/sample-log.ts';
import { PointRegister } from '../../../gateway/historian/point-register.ts';
import type { HistorianPoint } from '../../../gateway/historian/settings.ts';
import { EmbeddedHistorian } from '../../../gateway/historian/sinks/embedded/embedded-historian.ts';
import { HistoryStore } from '../../../gateway/historian/sinks/embedded/history-store.ts';
import { ManualClock } from '../../harness/manual-clock.ts';
import { silentLogger } from '../../harness/silent-logger.ts';

const START = Date.UTC(2025, 0, 1);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What a plant room measures, and how it moves: register × scale, as the pipeline delivers it. */
const SHAPES: readonly {
  kind: HistorianPoint['kind'];
  deadband: number;
  next: (register: number, n: number) => number;
  scale: number;
}[] = [
  { kind: 'number', deadband: 0.1, scale: 0.1, next: (r, n) => (n % 20 === 0 ? r + pick(3) - 1 : r) },
  { kind: 'number', deadband: 0.2, scale: 0.1, next: (r) => Math.round(400 + (r - 400) * 0.9 + (pick(9) - 4)) },
  { kind: 'counter', deadband: 0, scale: 0.01, next: (r, n) => (n % 3 === 0 ? r + pick(4) : r) },
  { kind: 'boolean', deadband: 0, scale: 1, next: (r, n) => (n % 1800 === 0 ? 1 - r : r) },
  { kind: 'number', deadband: 0.1, scale: 0.1, next: (r) => r },
];

let seed = 1;
/** 0 … n − 1, the same every time. */
function pick(n: number): number {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % n;
}

const pointsOf = (count: number): HistorianPoint[] =>
  Array.from({ length: count }, (_, index) => {
    const { kind, deadband } = SHAPES[index % SHAPES.length]!;
    const tag = `E.${index}`;
    return { index, tag, kind, unit: '', equipment: 'E', equipmentClass: 'c', area: 'a', name: `p${index}`, deadband };
  });

describe('the embedded historian', () => {
  const clock = new ManualClock(START);
  let folder: string;
  let register: PointRegister;
  let log: SampleLog;
  let store: HistoryStore;
  let historian: EmbeddedHistorian;
  let ids: Uint32Array;
  let seq = 0;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plantroom-figures-'));
    const file = { folder, clock, logger: silentLogger };
    register = new PointRegister(file);
    ids = register.register(pointsOf(25));
    log = new SampleLog(file);
    store = new HistoryStore(file);
    const retention = { rawMs: 400 * DAY_MS };
    historian = new EmbeddedHistorian({ log, store, register, clock, logger: silentLogger, retention });
  });

  afterEach(() => {
    log.close();
    store.close();
    register.close();
    rmSync(folder, { recursive: true });
  });

  function take(samples: SampleBatch): void {
    for (let i = 0; i < samples.length; i++) samples.point[i] = ids[samples.point[i]!]!;
    for (const record of log.commit('s', [{ seq: ++seq, samples }])) historian.take(record);
  }

  async function settle(): Promise<void> {
    await historian.pack();
    do await historian.tick();
    while (historian.hasWork);
  }

  test('keeps a day of 25 points at 1 s in at most 2 bytes per sample, rollups included', async () => {
    const points = pointsOf(25);
    const intake = new Intake(points, () => {});
    const registers: number[] = points.map((_, i) => (i % 5 === 3 ? 0 : 400));
    const batch = new BatchBuilder(25);
    let measured = 0;
    for (let n = 0; n < 86_400; n++) {
      batch.clear();
      for (const { index } of points) {
        const { next, scale } = SHAPES[index % SHAPES.length]!;
        registers[index] = next(registers[index]!, n);
        batch.add(index, registers[index]! * scale, 0, START + n * SECOND + pick(5));
      }
      measured += 25;
      intake.take(batch, 'queue-full');
      if (n % 600 === 599) {
        take(intake.collect().samples);
        clock.advance(600 * SECOND);
        await historian.pack();
      }
    }
    const beforeCompaction = store.bytes();
    clock.advance(DAY_MS);
    take({
      length: 1,
      point: Uint32Array.of(0),
      value: Float64Array.of(1),
      quality: new Uint8Array(1),
      sourceTime: Float64Array.of(clock.nowMs()),
    });
    await settle();
    const samples = log.head.all;
    const perSample = store.bytes() / samples;
    console.log(
      `${measured} measured, ${samples} kept: ${perSample.toFixed(2)} bytes per kept sample (${(beforeCompaction / samples).toFixed(2)} before compaction), ` +
        `${(store.bytes() / measured).toFixed(2)} per measured value; log ${(log.bytes / samples).toFixed(2)}`,
    );
    store.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    console.log(`file on disk ${statSync(join(folder, 'history.sqlite')).size} bytes`);
    expect(perSample).toBeLessThan(2);
  });

  test('draws one year of one point in less than 500 ms', async () => {
    const batch = new BatchBuilder(1_440);
    let register1 = 400;
    for (let day = 0; day < 365; day++) {
      batch.clear();
      for (let minute = 0; minute < 1_440; minute++) {
        register1 += pick(7) - 3;
        batch.add(0, register1 * 0.1, 0, START + day * DAY_MS + minute * MINUTE);
      }
      take({ ...batch, length: 1_440, point: batch.point.slice(0, 1_440) });
    }
    clock.advance(366 * DAY_MS);
    await historian.pack();
    const packed = await ask(365 * DAY_MS, 1_000);
    await settle();
    const results = {
      year: await ask(365 * DAY_MS, 1_000),
      month: await ask(30 * DAY_MS, 1_000),
      day: await ask(DAY_MS, 1_000),
    };
    console.log(`year before compaction ${packed.toFixed(0)} ms; compacted:`, results);
    expect(results.year).toBeLessThan(500);

    async function ask(spanMs: number, width: number): Promise<number> {
      const startedAt = performance.now();
      const columns = await historian.query('E.0', START, START + spanMs, width);
      expect(columns.time.length).toBeGreaterThan(width / 4);
      expect(columns.good[0]).toBe(1);
      return Math.round((performance.now() - startedAt) * 10) / 10;
    }
  });
});

test('a sample costs the main thread a fraction of a microsecond', () => {
  const points = pointsOf(5_000);
  const intake = new Intake(points, () => {});
  const batch = new BatchBuilder(5_000);
  const cost = (changes: boolean): number => {
    let spent = 0;
    for (let n = 0; n < 200; n++) {
      batch.clear();
      for (let p = 0; p < 5_000; p++) batch.add(p, changes ? n + p : 7, 0, START + n * SECOND + (changes ? 0 : 1e6));
      const startedAt = performance.now();
      intake.take(batch, 'queue-full');
      intake.collect().samples;
      spent += performance.now() - startedAt;
    }
    return (spent * 1e6) / (200 * 5_000);
  };
  const [kept, unchanged] = [cost(true), cost(false)];
  console.log(`append: ${kept.toFixed(0)} ns for a kept sample, ${unchanged.toFixed(0)} ns for an unchanged one`);
  expect(kept).toBeLessThan(2_000);
});
