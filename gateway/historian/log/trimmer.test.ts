import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { QUALITY } from '../../domain/quality.ts';
import { DiskFloor } from './disk-floor.ts';
import type { LogFollower } from './eviction.ts';
import { samplesOf } from './log.fixtures.ts';
import type { LogPosition, LogRecord } from './log-record.ts';
import { SampleLog } from './sample-log.ts';
import { Trimmer } from './trimmer.ts';

const SAMPLES = 200;

/** A follower that has stored the log up to a place. */
class Follower implements LogFollower {
  readonly id: string;
  readonly counts: 'all' | 'usable';
  storedId = 0;
  safeId = 0;
  deleted: LogPosition | undefined;

  constructor(id: string, counts: 'all' | 'usable') {
    this.id = id;
    this.counts = counts;
  }

  needs(batchId: number): boolean {
    return batchId > this.storedId;
  }

  noteDeleted(position: LogPosition): void {
    this.deleted = position;
    this.storedId = Math.max(this.storedId, position.id);
  }
}

let folder: string;
let log: SampleLog;
let embedded: Follower;
let influx: Follower;
let marked: LogRecord[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plantroom-log-'));
  log = new SampleLog({ folder, clock: new ManualClock(), logger: silentLogger });
  embedded = new Follower('embedded', 'all');
  influx = new Follower('influx', 'usable');
  marked = [];
});
afterEach(() => {
  log.close();
  rmSync(folder, { recursive: true });
});

function trimmer(logBytes: number): Trimmer {
  const common = { log, clock: new ManualClock(), logger: silentLogger };
  return new Trimmer({
    disk: new DiskFloor({ ...common, folder, floorBytes: 0, history: { evictOldest: () => undefined } }),
    ...{ log, embedded, sinks: [influx], clock: new ManualClock(), logger: silentLogger },
    retention: { rawMs: 1, logBytes, freeDiskBytes: 0 },
    onMarked: (record) => marked.push(record),
  });
}

/** Batches of three points: two with values, one bad. Batch n is of time n × 1000. */
function fill(batches: number): void {
  for (let n = 1; n <= batches; n++) {
    const rows = Array.from({ length: SAMPLES }, (_, i) => {
      const isBad = i % 3 === 2;
      return [1 + (i % 3), isBad ? Number.NaN : Math.sin(n * i), isBad ? 129 : 0, n * 1_000 + i] as const;
    });
    log.commit('s', [{ seq: n, samples: samplesOf(...rows) }]);
  }
}

const usable = (batches: number): number => (batches * SAMPLES * 2 + batches) / 3;
const total = (sink: string): number =>
  log.losses.totals().reduce((sum, loss) => sum + (loss.sink === sink ? loss.samples : 0), 0);

test('what everybody has proven goes without a word', () => {
  fill(10);
  embedded.safeId = influx.safeId = 6;
  trimmer(1e9).trim();
  expect(log.oldest(1)[0]?.position.id).toBe(7);
  expect(log.losses.totals()).toEqual([]);
  expect(marked).toEqual([]);
});

test('over its cap the log gives its oldest, each follower is told what it misses, and no more goes than needed', () => {
  fill(100);
  embedded.storedId = 100;
  influx.storedId = 10;
  const limit = Math.floor(log.space.usedBytes * 0.7);
  const one = trimmer(limit);
  for (let n = 0; n < 20; n++) one.trim();
  const gone = log.oldest(1)[0]!.position.id - 1;
  expect(log.space.usedBytes).toBeLessThanOrEqual(limit);
  expect(gone).toBeGreaterThan(20);
  expect(gone).toBeLessThan(50);
  expect(total('embedded')).toBe(0);
  expect(total('influx')).toBeGreaterThanOrEqual(Math.floor(usable(gone - 10)));
  expect(total('influx')).toBeLessThanOrEqual(Math.ceil(usable(gone - 10)) + gone);
  expect(one.evictedSamples).toBe(gone * SAMPLES);
  expect(log.losses.list(0, 1e15)).toMatchObject([{ sink: 'influx', from: 11_000, to: gone * 1_000 + SAMPLES - 1 }]);
  expect(marked).toEqual([]);
});

test('on a short disk a hole in the embedded history is marked from the first sample that is missing', () => {
  fill(30);
  embedded.storedId = 4;
  influx.storedId = 30;
  trimmer(Math.floor(log.space.usedBytes * 0.5)).trim();
  const [first] = log.oldest(1);
  const missing = first!.position.id - 1 - 4;
  expect(missing).toBeGreaterThan(0);
  expect(total('embedded')).toBe(missing * SAMPLES);
  const { samples, marks } = log.read(30, 31)!;
  expect(marks).toBe(3);
  expect([...samples!.point]).toEqual([1, 2, 3]);
  expect([...samples!.sourceTime]).toEqual([5_000, 5_001, 5_002]);
  expect(new Set(samples!.quality)).toEqual(new Set([QUALITY['bad-waiting']]));
  expect(marked[0]?.position.id).toBe(31);
});

test('marks that are deleted in turn are not counted as samples, and the hole keeps its beginning', () => {
  fill(3);
  log.evict({ upToId: 1, losses: [], marks: samplesOf([1, Number.NaN, 128, 1_000]) });
  trimmer(1).trim();
  const last = log.read(0, log.head.id)!;
  expect(total('embedded')).toBe(2 * SAMPLES);
  expect([...last.samples!.sourceTime]).toContain(1_000);
  expect(last.marks).toBe(3);
});

test('whatever is deleted, what a follower stored and what it was told to miss make up everything', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ share: fc.integer({ min: 20, max: 120 }), stored: fc.nat(40), more: fc.nat(5) }), {
        maxLength: 8,
      }),
      (steps) => {
        const lossesBefore = total('embedded');
        let stored = 0;
        embedded.storedId = influx.storedId = embedded.safeId = influx.safeId = log.head.id;
        const start = log.head.all;
        for (const { share, stored: toStore, more } of steps) {
          fill(more);
          for (let n = 0; n < toStore && embedded.storedId < log.head.id; n++) {
            const record = log.read(embedded.storedId, log.head.id)!;
            stored += record.count;
            embedded.storedId = record.position.id;
          }
          trimmer(Math.floor((log.space.usedBytes * share) / 100)).trim();
        }
        const marks = marked.reduce((sum, record) => sum + record.marks, 0);
        marked = [];
        let waiting = 0;
        for (let at = embedded.storedId; ; ) {
          const record = log.read(at, log.head.id);
          if (!record) break;
          waiting += record.count;
          at = record.position.id;
        }
        const missed = total('embedded') - lossesBefore;
        // Marks that were deleted in turn are neither stored nor missed.
        expect(stored + missed + waiting).toBeLessThanOrEqual(log.head.all - start);
        expect(stored + missed + waiting).toBeGreaterThanOrEqual(log.head.all - start - marks);
      },
    ),
    { numRuns: 15 },
  );
});
