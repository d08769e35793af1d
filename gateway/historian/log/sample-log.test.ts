import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { signatureOf } from '../schema-version.ts';
import { samplesOf } from './log.fixtures.ts';
import type { LogRecord } from './log-record.ts';
import { SampleLog } from './sample-log.ts';
import { suspect } from './suspicion.ts';

let folder: string;
let log: SampleLog;
const clock = new ManualClock();
const open = (): SampleLog => new SampleLog({ folder, clock, logger: silentLogger });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plantroom-log-'));
  log = open();
});
afterEach(() => {
  log.close();
  rmSync(folder, { recursive: true });
});

function commit(...times: readonly number[]): void {
  for (const time of times) {
    const samples = samplesOf([1, time / 10, 0, time], [2, Number.NaN, 129, time + 1]);
    log.commit('s', [{ seq: time, samples }]);
  }
}

function readAll(): LogRecord[] {
  const records: LogRecord[] = [];
  for (let record = log.read(0, log.head.id); record; record = log.read(record.position.id, log.head.id))
    records.push(record);
  return records;
}

const bytesOf = (id: number): Uint8Array => {
  const bytes = log.database.prepare('SELECT bytes FROM batches WHERE id = ?').get(id)?.bytes;
  return bytes instanceof Uint8Array ? bytes : new Uint8Array(0);
};

function damage(id: number, bytes: Uint8Array): void {
  log.database.prepare('UPDATE batches SET bytes = ?, damaged = 0 WHERE id = ?').run(bytes, id);
  log.database.exec('DELETE FROM damaged');
}

describe('damaged records', () => {
  test('a record that is changed or cut anywhere is skipped and told, and the ones around it are read', () => {
    commit(100, 200, 300);
    const whole = bytesOf(2);
    const variants = Array.from({ length: whole.length }, (_, at) => [
      whole.slice(0, at),
      ...Array.from({ length: 8 }, (_, bit) => whole.with(at, whole[at]! ^ (1 << bit))),
    ]).flat();
    for (const variant of variants) {
      damage(2, variant);
      const records = readAll();
      expect(records.map(({ samples }) => samples?.length)).toEqual([2, undefined, 2]);
      expect(records[1]).toMatchObject({ count: 2, firstTime: 200, lastTime: 201 });
    }
    expect(log.losses.totals()).toEqual([{ kind: 'damaged', sink: null, samples: 2 * variants.length }]);
    expect(variants.length).toBeGreaterThan(300);
  });

  test('one damaged record is told once, however often it is met, and is kept for inspection', () => {
    commit(100, 200);
    damage(1, Uint8Array.of(1, 2, 3));
    for (let n = 0; n < 3; n++) readAll();
    log.close();
    log = open();
    expect(readAll()).toHaveLength(2);
    expect(log.damagedRecords).toBe(1);
    expect(log.losses.list(0, 1e15)).toEqual([
      { id: 1, kind: 'damaged', sink: null, from: 100, to: 101, samples: 2, foundAt: clock.nowMs() },
    ]);
    expect(log.database.prepare('SELECT bytes FROM damaged').get()?.bytes).toEqual(Uint8Array.of(1, 2, 3));
  });

  test('what stands beside a damaged record may be nonsense as well', () => {
    commit(100);
    log.database.exec('UPDATE batches SET first_time = -5, last_time = 9000000000000000000');
    damage(1, new Uint8Array(0));
    readAll();
    expect(log.losses.list(0, 1e15)[0]).toMatchObject({ from: clock.nowMs(), to: clock.nowMs() });
  });
});

describe('writing', () => {
  test('samples, losses and the number of the post are on disk together or not at all', () => {
    commit(100);
    const loss = { kind: 'queue-full', sink: null, from: 110, to: 190, samples: 7 } as const;
    const broken = { ...samplesOf([1, 1, 0, 200]), sourceTime: Float64Array.of(Number.NaN) };
    expect(() =>
      log.commit('s', [
        { seq: 200, samples: samplesOf([1, 1, 0, 200]), losses: [loss] },
        { seq: 201, samples: broken },
      ]),
    ).toThrow();
    expect(log.head).toEqual({ id: 1, all: 2, usable: 1 });
    expect(log.losses.totals()).toEqual([]);
    expect(log.lastSeq('s')).toBe(100);
    log.commit('s', [{ seq: 200, samples: samplesOf([1, 1, 0, 200]), losses: [loss] }]);
    expect(log.losses.totals()).toEqual([{ kind: 'queue-full', sink: null, samples: 7 }]);
    expect(log.lastSeq('s')).toBe(200);
  });

  test('deleting tells the losses and marks the holes in the same transaction', () => {
    commit(100, 200, 300);
    const losses = [{ kind: 'evicted', sink: 'influx', from: 100, to: 201, samples: 4 }] as const;
    const record = log.evict({ upToId: 2, losses, marks: samplesOf([1, Number.NaN, 128, 100]) });
    expect(record).toMatchObject({ position: { id: 4, all: 7, usable: 3 }, marks: 1 });
    expect(readAll().map(({ position }) => position.id)).toEqual([3, 4]);
    expect(log.losses.totals()).toEqual([{ kind: 'evicted', sink: 'influx', samples: 4 }]);
  });
});

describe('versions of the file', () => {
  /** The file as the first version of the program wrote it, with one batch and one damaged one. */
  function makeOld(): void {
    commit(100, 200);
    const bytes = bytesOf(1);
    log.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${folder}/log.sqlite${suffix}`, { force: true });
    const old = new DatabaseSync(`${folder}/log.sqlite`);
    old.exec(`
      CREATE TABLE batches (id INTEGER PRIMARY KEY, first_time INTEGER NOT NULL, last_time INTEGER NOT NULL,
        count INTEGER NOT NULL, usable INTEGER NOT NULL, end_all INTEGER NOT NULL, end_usable INTEGER NOT NULL,
        written_at INTEGER NOT NULL, size INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
      CREATE TABLE damaged (id INTEGER PRIMARY KEY, found_at INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
      CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
      INSERT INTO meta VALUES ('uuid', 'log-1'), ('head', '{"id":2,"all":4,"usable":2}');
      INSERT INTO damaged VALUES (2, 5, x'00');
      INSERT INTO batches VALUES (2, 200, 201, 2, 1, 4, 2, 5, 1, x'00')`);
    old.prepare('INSERT INTO batches VALUES (1, 100, 101, 2, 1, 2, 1, 5, ?, ?)').run(bytes.length, bytes);
    old.close();
  }

  test('an older file is brought up to date with everything that was in it', () => {
    makeOld();
    log = open();
    expect(log).toMatchObject({ uuid: 'log-1', head: { id: 2, all: 4, usable: 2 }, damagedRecords: 1 });
    expect(readAll().map(({ samples, marks, isDamaged }) => [samples?.length, marks, isDamaged])).toEqual([
      [2, 0, false],
      [undefined, 0, true],
    ]);
    expect(log.losses.totals()).toEqual([]);
    commit(300);
    expect(readAll()).toHaveLength(3);
    log.close();
    log = open();
    expect(readAll()).toHaveLength(3);
  });

  test('a file of a newer program is refused and left as it is', () => {
    commit(100);
    log.database.exec(`PRAGMA user_version = 99; PRAGMA application_id = ${signatureOf(99)}`);
    log.close();
    expect(open).toThrow(expect.objectContaining({ code: 'STORE_TOO_NEW', message: expect.stringContaining('99') }));
    const file = new DatabaseSync(`${folder}/log.sqlite`);
    expect(file.prepare('SELECT count(*) AS n FROM batches').get()?.n).toBe(1);
    file.exec(`PRAGMA user_version = 2; PRAGMA application_id = ${signatureOf(2)}`);
    file.close();
    log = open();
    expect(readAll()).toHaveLength(1);
  });

  test.each([0, 3, 66, 1_026])(
    'a version of %d that was not written as one is damage: what the file holds is saved',
    (version) => {
      commit(100);
      log.database.exec(`PRAGMA user_version = ${version}`);
      log.close();
      log = open();
      expect(readAll()).toHaveLength(1);
      expect(log.losses.totals()).toEqual([]);
    },
  );

  test('a file from before versions were signed is signed', () => {
    commit(100);
    log.database.exec('PRAGMA application_id = 0');
    log.close();
    log = open();
    expect(readAll()).toHaveLength(1);
    expect(log.database.prepare('PRAGMA application_id').get()?.application_id).toBe(signatureOf(2));
  });
});

test('a log that is no database any more is set aside, and that is told', () => {
  commit(100);
  log.close();
  const file = `${folder}/log.sqlite`;
  const { uuid } = log;
  for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
  rmSync(file);
  writeFileSync(file, 'this is no database, and long enough to be taken for one'.repeat(20));
  log = open();
  expect(log.uuid).not.toBe(uuid);
  expect(log.losses.list(0, 1e15)).toMatchObject([{ kind: 'log-replaced', samples: 0, sink: null }]);
});

describe('a page of the file that is damaged', () => {
  const file = () => `${folder}/log.sqlite`;

  /** Spoils the header of one page that holds only batches, as `make` left them. */
  function spoilPage(): void {
    log.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    log.close();
    const bytes = readFileSync(file());
    const leaves = Array.from({ length: bytes.length / 4096 }, (_, page) => page * 4096).filter(
      (at) => bytes[at] === 13 && bytes.includes(MARKER, at) && bytes.indexOf(MARKER, at) < at + 4096,
    );
    bytes.fill(0xff, leaves[2]!, leaves[2]! + 40);
    writeFileSync(file(), bytes);
  }

  /** In every frame of a batch; see codec/frame.ts. */
  const MARKER = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

  test('is skipped, and what it held is told as lost', () => {
    commit(...Array.from({ length: 200 }, (_, i) => 1_000 + i * 10));
    spoilPage();
    log = open();
    const records = readAll();
    const read = records.filter(({ samples }) => samples).reduce((sum, { count }) => sum + count, 0);
    expect(read).toBeGreaterThan(200);
    expect(read).toBeLessThan(400);
    expect(log.losses.totals()).toEqual([{ kind: 'damaged', sink: null, samples: 400 - read }]);
    expect(records.at(-1)?.position).toEqual({ id: 200, all: 400, usable: 200 });
  });

  test('after it was met in writing, everything that can be read goes on in a new file under the same numbers', () => {
    commit(...Array.from({ length: 200 }, (_, i) => 1_000 + i * 10));
    const loss = { kind: 'evicted', sink: 'influx', from: 1, to: 2, samples: 3 } as const;
    log.noteLoss(loss);
    const { uuid } = log;
    spoilPage();
    suspect(folder);
    log = open();
    expect(log).toMatchObject({ uuid, head: { id: 200, all: 400, usable: 200 } });
    expect(log.lastSeq('s')).toBe(1_000 + 199 * 10);
    const records = readAll();
    const read = records.filter(({ samples }) => samples).reduce((sum, { count }) => sum + count, 0);
    expect(read).toBeGreaterThan(200);
    expect(log.losses.totals()).toEqual([
      { kind: 'damaged', sink: null, samples: 400 - read },
      { kind: 'evicted', sink: 'influx', samples: 3 },
    ]);
    log.evict({ upToId: 150, losses: [], marks: samplesOf() });
    commit(9_000);
    expect(readdirSync(folder).filter((name) => /damaged-\d+$/.test(name))).toHaveLength(1);
    log.close();
    log = open();
    expect(readdirSync(folder).filter((name) => /damaged-\d+$/.test(name))).toHaveLength(1);
    expect(log.head.id).toBe(201);
  });
});
