import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { START, START_DAY } from '../../../../tests/harness/history-bench.ts';
import { ManualClock } from '../../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../../tests/harness/silent-logger.ts';
import { decodeRollup } from '../../codec/rollup-codec.ts';
import { decodeSeries } from '../../codec/series-codec.ts';
import { HistoryStore } from './history-store.ts';

/** Written by version 1: six samples a minute apart, the third bad, and the hour they lie in by quarters. */
const BLOCK =
  '010206000000410000000e4ca0f128b52ffd2041d50100d40206003d00050600305b00000000e8e61616373703030200000201807f00000101022cc8002c008a010000010002050401313dc000032ca50e';
const ROLLUP =
  '0103040000005c000000f9f7882d28b52ffd205c3d020042040f1bb027ad010c2b44894d201114c0610e49192ac03e0940d4089172a7933b888e941706a2666677f778e189da98cf598c461d109415714038c5c1020202003913085fc50c';
const FORMER_SCHEMA = `
  CREATE TABLE blocks (id INTEGER PRIMARY KEY, point INTEGER NOT NULL, day INTEGER NOT NULL, compacted INTEGER NOT NULL,
    last_time INTEGER NOT NULL, count INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
  CREATE INDEX blocks_by_point ON blocks (point, day, count, last_time);
  CREATE INDEX blocks_by_day ON blocks (compacted, day, point);
  CREATE TABLE rollups (point INTEGER NOT NULL, level INTEGER NOT NULL, day INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (point, level, day)) STRICT, WITHOUT ROWID;
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`;

const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

test('blocks and rollups of version 1 are read as they were written', () => {
  const series = decodeSeries(bytesOf(BLOCK));
  expect([...(series?.time ?? [])].map((time) => time - START)).toEqual([
    0, 60_001, 120_002, 180_000, 240_001, 300_002,
  ]);
  expect([...(series?.value ?? [])]).toEqual([1.5, 2.5, Number.NaN, 4, 4, 7.25]);
  expect([...(series?.quality ?? [])]).toEqual([0, 0, 129, 0, 64, 0]);
  const rollup = decodeRollup(bytesOf(ROLLUP));
  expect(rollup).toMatchObject({ startMs: START, bucketMs: 900_000, length: 4 });
  expect([...(rollup?.count ?? [])]).toEqual([6, 0, 0, 0]);
  expect([rollup?.min[0], rollup?.max[0], rollup?.first[0], rollup?.last[0]]).toEqual([1.5, 7.25, 1.5, 7.25]);
});

test('a file of version 1 is taken up', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plantroom-history-'));
  const former = new DatabaseSync(join(folder, 'history.sqlite'));
  former.exec(FORMER_SCHEMA);
  former
    .prepare('INSERT INTO blocks (point, day, compacted, last_time, count, bytes) VALUES (1, ?, 1, ?, 6, ?)')
    .run(START_DAY, START + 300_002, bytesOf(BLOCK));
  former.close();
  const store = new HistoryStore({ folder, clock: new ManualClock(), logger: silentLogger });
  expect(store.blocks.days(1, START_DAY, START_DAY)).toEqual([
    { day: START_DAY, count: 6, isOpen: false, lastTime: START + 300_002 },
  ]);
  expect(store.blocks.read(1, START_DAY).length).toBe(6);
  const indexes = store.database.prepare("SELECT name FROM sqlite_schema WHERE type = 'index'").all();
  expect(indexes.map(({ name }) => name)).not.toContain('blocks_by_point');
  store.close();
  rmSync(folder, { recursive: true });
});
