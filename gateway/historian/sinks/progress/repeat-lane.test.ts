import { beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../../tests/harness/temp-folder.ts';
import { DAY_MS } from '../../limits.ts';
import { CursorStore } from '../../log/cursor-store.ts';
import { SampleLog } from '../../log/sample-log.ts';
import { EMPTY_SERIES, type Series, sliceSeries } from '../../series.ts';
import { type PastBlocks, PastSamples } from './past-samples.ts';
import { RepeatLane } from './repeat-lane.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const DAY = Math.floor(NOW / DAY_MS);
const STEP_MS = 600_000;

/** Points 3 and 5 have a sample every ten minutes for three days before today and up to an hour ago; every tenth is bad. */
function pastBlocks(): PastBlocks {
  const length = Math.floor((NOW - 3_600_000 - (DAY - 3) * DAY_MS) / STEP_MS);
  const time = Float64Array.from({ length }, (_, i) => (DAY - 3) * DAY_MS + i * STEP_MS);
  const all: Series = {
    length,
    time,
    value: time,
    quality: Uint8Array.from({ length }, (_, i) => (i % 10 === 0 ? 128 : 0)),
  };
  const read = (point: number, day: number) =>
    point === 3 || point === 5 ? sliceSeries(all, day * DAY_MS, (day + 1) * DAY_MS) : EMPTY_SERIES;
  const days = (point: number, from: number, to: number) =>
    [3, 2, 1, 0]
      .map((ago) => DAY - ago)
      .flatMap((day) => {
        const count = read(point, day).length;
        return day >= from && day <= to && count > 0 ? [{ day, count }] : [];
      });
  return {
    lastTimes: () =>
      new Map([
        [5, 1],
        [3, 1],
      ]),
    days,
    read,
  };
}

const parts = { folder: '', clock: new ManualClock(NOW) };
let log: SampleLog;
let cursors: CursorStore;

beforeEach(async () => {
  parts.folder = await tempFolder();
  parts.clock = new ManualClock(NOW);
  log = new SampleLog({ folder: parts.folder, clock: parts.clock, logger: silentLogger });
  cursors = new CursorStore(log.database);
});

const lane = (past: PastBlocks = pastBlocks()) =>
  new RepeatLane({ id: 'a', log, cursors, past: new PastSamples(past), clock: parts.clock });

function commit(seq: number, atMs: number): void {
  const samples = {
    ...{ length: 2, point: Uint32Array.of(3, 5), value: Float64Array.of(1, 2), quality: new Uint8Array(2) },
    sourceTime: Float64Array.of(atMs, atMs),
  };
  log.commit('s', [{ seq, samples }]);
}

/** Takes everything that is left; every other piece is lost on the way and comes again. */
function drain(repeat: RepeatLane): string[] {
  const seen: string[] = [];
  for (let turn = 0; turn < 1_000; turn++) {
    const work = repeat.next(2);
    if (!work) return seen;
    if (turn % 2 === 0) continue;
    for (const { length, point, sourceTime } of work.batches) {
      for (let i = 0; i < length; i++) seen.push(`${point[i]}@${sourceTime[i]}`);
    }
    work.done();
  }
  throw new Error('it never ends');
}

test('what the log does not hold any more comes from the embedded history, then the log, each value once, oldest days first', () => {
  commit(1, NOW - 5_000);
  commit(2, NOW);
  const repeat = lane();
  const from = NOW - DAY_MS - 3_600_000;
  expect(repeat.begin(from)).toMatchObject({ sink: 'a', from, samples: expect.any(Number) });
  expect(repeat.holdsFrom).toBe(0);
  const seen = drain(repeat);
  expect(new Set(seen).size).toBe(seen.length);
  const times = seen.map((key) => Number(key.split('@')[1]));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(from);
  expect(seen.slice(-4)).toEqual([`3@${NOW - 5_000}`, `5@${NOW - 5_000}`, `3@${NOW}`, `5@${NOW}`]);
  const days = times.map((time) => Math.floor(time / DAY_MS));
  expect(days).toEqual(days.toSorted((a, b) => a - b));
  // A day in steps of ten minutes, of two points, nine of ten good.
  expect(seen.length).toBeGreaterThan(2 * 144 * 0.85);
  expect([repeat.isActive, repeat.holdsFrom]).toEqual([false, Number.POSITIVE_INFINITY]);
});

test('it says how far back it reaches', () => {
  commit(1, NOW - 5_000);
  expect(lane().begin(0).from).toBe((DAY - 3) * DAY_MS);
  const empty: PastBlocks = { lastTimes: () => new Map(), days: () => [], read: () => EMPTY_SERIES };
  expect(lane(empty).begin(0)).toEqual({ sink: 'a', from: NOW - 5_000, samples: 2 });
  expect(lane(empty).begin(NOW)).toEqual({ sink: 'a', from: NOW, samples: 0 });
});

test('it goes on after a restart, and survives what is deleted from the log meanwhile', () => {
  for (let i = 1; i <= 6; i++) commit(i, NOW + i);
  const first = lane();
  first.begin(NOW);
  first.next(2)?.done();
  log.database.exec('DELETE FROM batches WHERE id <= 3');
  const second = lane();
  expect(second.isActive).toBe(true);
  expect(drain(second).map((key) => key.split('@')[1])).toEqual([4, 4, 5, 5, 6, 6].map((i) => String(NOW + i)));
  expect(lane().isActive).toBe(false);
});

test('one that is asked for anew begins anew; the piece under way changes nothing', () => {
  for (let i = 1; i <= 3; i++) commit(i, NOW + i);
  const repeat = lane();
  repeat.begin(NOW + 3);
  const underWay = repeat.next(2);
  repeat.begin(NOW);
  underWay?.done();
  expect(drain(repeat)).toHaveLength(6);
});
