import { randomUUID } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { isBad } from '../../domain/quality.ts';
import type { SampleBatch } from '../../domain/sample.ts';
import { decodeBatch, encodeBatch } from '../codec/batch-codec.ts';
import { type DatabaseFile, inTransaction, openDatabase } from '../database.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS batches (
    id INTEGER PRIMARY KEY,
    first_time INTEGER NOT NULL,
    last_time INTEGER NOT NULL,
    count INTEGER NOT NULL,
    usable INTEGER NOT NULL,
    end_all INTEGER NOT NULL,
    end_usable INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    size INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS damaged (id INTEGER PRIMARY KEY, found_at INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`;

/** Damaged records kept for inspection; beyond it they are only counted. */
const DAMAGED_KEPT = 100;

/** A place in the log: everything up to and including batch `id`, and how many samples that is since the log began. */
export interface LogPosition {
  readonly id: number;
  /** Samples of any quality. */
  readonly all: number;
  /** Samples with a value (quality not bad). */
  readonly usable: number;
}

export const LOG_START: LogPosition = { id: 0, all: 0, usable: 0 };

export interface LogRecord {
  readonly position: LogPosition;
  readonly count: number;
  readonly usable: number;
  readonly writtenAt: number;
  /** Undefined when the record is damaged; it has been set aside. `point` holds registered ids. */
  readonly samples: SampleBatch | undefined;
}

/** One post of the main thread, with registered point ids. */
export interface LogEntry {
  readonly seq: number;
  readonly samples: SampleBatch;
}

/** The durable sample log: compressed batches in order of arrival. Every call is synchronous; `commit` returns when it is on disk. */
export class SampleLog {
  readonly database: DatabaseSync;
  /** Identity of this log; positions of another log mean nothing here. */
  readonly uuid: string;
  bytes: number;
  damagedRecords: number;
  private headPosition: LogPosition;
  private readonly file: Omit<DatabaseFile, 'name' | 'schema'>;
  private readonly insert: StatementSync;
  private readonly select: StatementSync;
  private readonly setMeta: StatementSync;

  constructor(file: Omit<DatabaseFile, 'name' | 'schema'>) {
    this.file = file;
    this.database = openDatabase({ ...file, name: 'log.sqlite', schema: SCHEMA });
    this.insert = this.database.prepare('INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.select = this.database.prepare('SELECT * FROM batches WHERE id > ? AND id <= ? ORDER BY id LIMIT 1');
    this.setMeta = this.database.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)');
    this.uuid = this.meta('uuid') ?? this.createUuid();
    this.headPosition = JSON.parse(this.meta('head') ?? JSON.stringify(LOG_START));
    this.bytes = Number(this.database.prepare('SELECT coalesce(sum(size), 0) AS n FROM batches').get()?.n);
    this.damagedRecords = Number(this.database.prepare('SELECT count(*) AS n FROM damaged').get()?.n);
  }

  /** The newest position. */
  get head(): LogPosition {
    return this.headPosition;
  }

  /** Writes all entries in one transaction and remembers `session` with the last sequence number. Throws when the disk refuses. */
  commit(session: string, entries: readonly LogEntry[]): LogRecord[] {
    const { headPosition: before, bytes } = this;
    try {
      return inTransaction(this.database, () => {
        const records = entries.map((entry) => this.write(entry.samples));
        this.setMeta.run('head', JSON.stringify(this.headPosition));
        this.setMeta.run('session', JSON.stringify({ session, seq: entries.at(-1)?.seq ?? 0 }));
        return records;
      });
    } catch (error) {
      this.headPosition = before;
      this.bytes = bytes;
      throw error;
    }
  }

  /** The last sequence number of this session that is on disk; 0 when there is none. */
  lastSeq(session: string): number {
    const saved: unknown = JSON.parse(this.meta('session') ?? 'null');
    if (typeof saved !== 'object' || saved === null || !('session' in saved) || saved.session !== session) return 0;
    return 'seq' in saved ? Number(saved.seq) : 0;
  }

  /** The next record after batch `after`, not beyond batch `upTo`. */
  read(after: number, upTo: number): LogRecord | undefined {
    const row = this.select.get(after, upTo);
    if (!row || !(row.bytes instanceof Uint8Array)) return undefined;
    const position = { id: Number(row.id), all: Number(row.end_all), usable: Number(row.end_usable) };
    const samples = decodeBatch(row.bytes);
    if (!samples) this.setAside(position.id, row.bytes);
    return {
      position,
      count: Number(row.count),
      usable: Number(row.usable),
      writtenAt: Number(row.written_at),
      samples,
    };
  }

  /** When the oldest batch after `id` was written; undefined when there is none. */
  writtenAfter(id: number): number | undefined {
    const row = this.database.prepare('SELECT written_at FROM batches WHERE id > ? ORDER BY id LIMIT 1').get(id);
    return row && Number(row.written_at);
  }

  /** Size and end of the oldest batches, for the trimmer. */
  oldest(limit: number): { position: LogPosition; count: number; usable: number; size: number }[] {
    const rows = this.database
      .prepare('SELECT id, end_all, end_usable, count, usable, size FROM batches ORDER BY id LIMIT ?')
      .all(limit);
    return rows.map((row) => ({
      position: { id: Number(row.id), all: Number(row.end_all), usable: Number(row.end_usable) },
      count: Number(row.count),
      usable: Number(row.usable),
      size: Number(row.size),
    }));
  }

  /** Deletes every batch up to and including `id` and gives the space back to the file system. */
  deleteUpTo(id: number): void {
    const freed = this.database.prepare('SELECT coalesce(sum(size), 0) AS n FROM batches WHERE id <= ?').get(id)?.n;
    this.database.prepare('DELETE FROM batches WHERE id <= ?').run(id);
    this.database.exec('PRAGMA incremental_vacuum(2000)');
    this.bytes -= Number(freed);
  }

  close(): void {
    this.database.close();
  }

  private write(samples: SampleBatch): LogRecord {
    const bytes = encodeBatch(samples);
    const { usable, first, last } = summarise(samples);
    const writtenAt = Math.round(this.file.clock.nowMs());
    const { id, all, usable: usableBefore } = this.headPosition;
    const position = { id: id + 1, all: all + samples.length, usable: usableBefore + usable };
    const { length: count } = samples;
    this.insert.run(
      position.id,
      first,
      last,
      count,
      usable,
      position.all,
      position.usable,
      writtenAt,
      bytes.length,
      bytes,
    );
    this.headPosition = position;
    this.bytes += bytes.length;
    return { position, count, usable, writtenAt, samples };
  }

  private setAside(id: number, bytes: Uint8Array): void {
    const saved = this.database
      .prepare('INSERT OR IGNORE INTO damaged SELECT ?, ?, ? WHERE (SELECT count(*) FROM damaged) < ?')
      .run(id, Math.round(this.file.clock.nowMs()), bytes, DAMAGED_KEPT);
    if (saved.changes > 0) this.damagedRecords++;
    this.file.logger.warn({ batch: id }, 'a record of the sample log is damaged; set aside');
  }

  private meta(key: string): string | undefined {
    const row = this.database.prepare('SELECT value FROM meta WHERE key = ?').get(key);
    return row && String(row.value);
  }

  private createUuid(): string {
    const uuid = randomUUID();
    this.setMeta.run('uuid', uuid);
    return uuid;
  }
}

function summarise({ length, quality, sourceTime }: SampleBatch): { usable: number; first: number; last: number } {
  let usable = 0;
  let first = Number.MAX_SAFE_INTEGER;
  let last = 0;
  for (let i = 0; i < length; i++) {
    if (!isBad(quality[i]!)) usable++;
    first = Math.min(first, sourceTime[i]!);
    last = Math.max(last, sourceTime[i]!);
  }
  return { usable, first: length > 0 ? first : 0, last };
}
