import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { DAY_MS } from '../limits.ts';
import { SeriesBuilder } from '../series.ts';
import { HistoryStore } from '../sinks/embedded/history-store.ts';
import { RawEviction } from '../sinks/embedded/raw-eviction.ts';
import { DiskFloor } from './disk-floor.ts';
import { SampleLog } from './sample-log.ts';

const TODAY = 20_000;
const MANY = 4_000;

let folder: string;
let log: SampleLog;
let store: HistoryStore;
const clock = new ManualClock(TODAY * DAY_MS);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plantroom-floor-'));
  const file = { folder, clock, logger: silentLogger };
  log = new SampleLog(file);
  store = new HistoryStore(file);
});
afterEach(() => {
  log.close();
  store.close();
  rmSync(folder, { recursive: true });
});

const floorOf = (floorBytes: number): DiskFloor =>
  new DiskFloor({ folder, floorBytes, log, clock, logger: silentLogger, history: new RawEviction(store.database) });

function addDay(point: number, day: number, samples: number, isCompacted = true): void {
  const series = new SeriesBuilder();
  for (let i = 0; i < samples; i++) series.add(day * DAY_MS + i * 1_000, i, 0);
  store.blocks.add(point, day, series.toSeries(), isCompacted);
}

test('with room on the disk nothing goes', () => {
  addDay(1, TODAY - 100, MANY);
  expect(floorOf(0).giveRawHistory()).toBe(false);
  expect(store.blocks.days(1, 0, TODAY)).toHaveLength(1);
});

test('on a short disk the oldest days go first, each told; young days, open ones and those that are their own rollup stay', () => {
  for (const age of [100, 50, 6]) addDay(1, TODAY - age, MANY);
  addDay(2, TODAY - 100, MANY);
  addDay(3, TODAY - 100, 10);
  addDay(4, TODAY - 90, MANY, false);
  const floor = floorOf(Number.MAX_SAFE_INTEGER);
  expect(floor.giveRawHistory()).toBe(true);
  expect([1, 2, 3].map((point) => store.blocks.days(point, 0, TODAY).map(({ day }) => TODAY - day))).toEqual([
    [50, 6],
    [],
    [100],
  ]);
  expect(floor.giveRawHistory()).toBe(true);
  expect(floor.giveRawHistory()).toBe(false);
  expect([1, 3, 4].map((point) => store.blocks.days(point, 0, TODAY).map(({ day }) => TODAY - day))).toEqual([
    [6],
    [100],
    [90],
  ]);
  const from = (TODAY - 100) * DAY_MS;
  expect(log.losses.list(from, from)).toMatchObject([
    { kind: 'raw-evicted', sink: 'embedded', samples: 2 * MANY, from, to: from + DAY_MS - 1 },
  ]);
  expect(log.losses.totals()).toEqual([{ kind: 'raw-evicted', sink: 'embedded', samples: 3 * MANY }]);
});

test('while the history is being written nothing goes', () => {
  addDay(1, TODAY - 100, MANY);
  store.database.exec('BEGIN IMMEDIATE');
  expect(floorOf(Number.MAX_SAFE_INTEGER).giveRawHistory()).toBe(false);
  store.database.exec('COMMIT');
});

test('what was deleted is told although the disk did not take the note at first', () => {
  addDay(1, TODAY - 100, MANY);
  const floor = floorOf(Number.MAX_SAFE_INTEGER);
  log.database.exec("CREATE TRIGGER refuse BEFORE INSERT ON losses BEGIN SELECT raise(abort, 'no room'); END");
  expect(() => floor.giveRawHistory()).toThrow('no room');
  expect(() => floor.giveRawHistory()).toThrow('no room');
  log.database.exec('DROP TRIGGER refuse');
  expect(floor.giveRawHistory()).toBe(false);
  expect(log.losses.totals()).toEqual([{ kind: 'raw-evicted', sink: 'embedded', samples: MANY }]);
});
