import { randomUUID } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import type { LossKind } from '../../domain/history-loss.ts';
import type { SampleBatch } from '../../domain/sample.ts';
import { encodeBatch } from '../codec/batch-codec.ts';
import { type DatabaseFile, inTransaction } from '../database.ts';
import { parseStored } from '../stored-json.ts';
import { DamageStore } from './damage-store.ts';
import type { Eviction } from './eviction.ts';
import {
  type BatchInfo,
  INFO_COLUMNS,
  INFO_SELECT,
  infoOf,
  LOG_START,
  type LogEntry,
  type LogPosition,
  type LogRecord,
  summariseBatch,
} from './log-record.ts';
import { LogSpace } from './log-space.ts';
import type { NewLoss } from './loss.ts';
import { LossStore } from './loss-store.ts';
import { openLog } from './open-log.ts';
import { RecordReader } from './record-reader.ts';

export type { LogEntry, LogPosition, LogRecord } from './log-record.ts';

/** The durable sample log: compressed batches in order of arrival. Every call is synchronous; `commit` returns when it is on disk. */
export class SampleLog {
  readonly database: DatabaseSync;
  /** Identity of this log; positions of another log mean nothing here. */
  readonly uuid: string;
  readonly losses: LossStore;
  readonly space: LogSpace;
  /** Compressed size of all batches. */
  bytes: number;
  private headPosition: LogPosition;
  private readonly file: Omit<DatabaseFile, 'name' | 'schema'>;
  private readonly damage: DamageStore;
  private readonly reader: RecordReader;
  private readonly insert: StatementSync;
  private readonly setMeta: StatementSync;

  constructor(file: Omit<DatabaseFile, 'name' | 'schema'>) {
    this.file = file;
    const { database, savedBatches } = openLog(file);
    this.database = database;
    this.losses = new LossStore(this.database);
    this.space = new LogSpace(this.database);
    this.damage = new DamageStore(this.database, this.losses);
    this.reader = new RecordReader(this.database, (info, bytes) => this.noteDamage(info, bytes));
    this.insert = this.database.prepare(
      `INSERT INTO batches (${INFO_COLUMNS}, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`,
    );
    this.setMeta = this.database.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)');
    this.uuid = this.meta('uuid') ?? this.createUuid();
    this.headPosition = headOf(this.database, parseStored(this.meta('head')));
    this.bytes = Number(this.meta('bytes') ?? sizeUpTo(this.database, Number.MAX_SAFE_INTEGER));
    if (savedBatches === 0) this.noteReplaced();
  }

  /** The newest position. */
  get head(): LogPosition {
    return this.headPosition;
  }

  get damagedRecords(): number {
    return this.damage.count;
  }

  /**
   * Writes all entries in one transaction, with what they tell of losses, and remembers `session` with the last
   * sequence number. Throws when the disk refuses; then nothing of it has happened.
   */
  commit(session: string, entries: readonly LogEntry[]): LogRecord[] {
    return this.allOrNothing(() => {
      const records = entries.map(({ samples, marks }) => this.write(samples, marks ?? 0));
      for (const { losses } of entries) this.recordLosses(losses ?? []);
      this.setMeta.run('session', JSON.stringify({ session, seq: entries.at(-1)?.seq ?? 0 }));
      return records;
    });
  }

  /** The last sequence number of this session that is on disk; 0 when there is none. */
  lastSeq(session: string): number {
    const saved = parseStored(this.meta('session'));
    if (typeof saved !== 'object' || saved === null || !('session' in saved) || saved.session !== session) return 0;
    return 'seq' in saved ? Number(saved.seq) : 0;
  }

  /** The next record after batch `after`, not beyond batch `upTo`. */
  read(after: number, upTo: number): LogRecord | undefined {
    return this.reader.read(after, upTo);
  }

  /** When the oldest batch after `id` was written; undefined when there is none. */
  writtenAfter(id: number): number | undefined {
    const row = this.database.prepare('SELECT written_at FROM batches WHERE id > ? ORDER BY id LIMIT 1').get(id);
    return row && Number(row.written_at);
  }

  /** The oldest batches without their samples, for the trimmer. */
  oldest(limit: number): BatchInfo[] {
    return this.database
      .prepare(`SELECT ${INFO_SELECT} FROM batches ORDER BY batches.id LIMIT ?`)
      .all(limit)
      .map(infoOf);
  }

  /**
   * Deletes every batch up to and including `upToId`, with what that loses and the marks of the holes it leaves, in
   * one transaction. The record of the marks, if there are any.
   */
  evict({ upToId, losses, marks }: Eviction): LogRecord | undefined {
    const record = this.allOrNothing(() => {
      this.bytes -= sizeUpTo(this.database, upToId);
      this.database.prepare('DELETE FROM batches WHERE id <= ?').run(upToId);
      this.recordLosses(losses);
      return marks.length > 0 ? this.write(marks, marks.length) : undefined;
    });
    return record;
  }

  close(): void {
    this.database.close();
  }

  private allOrNothing<T>(work: () => T): T {
    const { headPosition, bytes } = this;
    try {
      return inTransaction(this.database, () => {
        const result = work();
        this.setMeta.run('head', JSON.stringify(this.headPosition));
        this.setMeta.run('bytes', String(this.bytes));
        return result;
      });
    } catch (error) {
      this.headPosition = headPosition;
      this.bytes = bytes;
      throw error;
    }
  }

  private write(samples: SampleBatch, marks: number): LogRecord {
    const bytes = encodeBatch(samples);
    const { usable, firstTime, lastTime } = summariseBatch(samples);
    const { id, all, usable: usableBefore } = this.headPosition;
    const position = { id: id + 1, all: all + samples.length, usable: usableBefore + usable };
    const writtenAt = Math.round(this.file.clock.nowMs());
    const { length: count } = samples;
    const { length: size } = bytes;
    const { all: endAll, usable: endUsable } = position;
    this.insert.run(
      ...[position.id, firstTime, lastTime, count, usable, endAll, endUsable, writtenAt, size, marks],
      bytes,
    );
    this.headPosition = position;
    this.bytes += size;
    return { position, count, usable, marks, firstTime, lastTime, size, writtenAt, isDamaged: false, samples };
  }

  private recordLosses(losses: readonly NewLoss[]): void {
    for (const loss of losses) this.losses.record(loss, this.file.clock.nowMs());
  }

  /** A disk that does not take the note does not keep anybody from reading on; it is noted at the next meeting. */
  private noteDamage(info: BatchInfo, bytes: Uint8Array | undefined): void {
    const { clock, logger } = this.file;
    try {
      const isNew = inTransaction(this.database, () => this.damage.note(info, bytes, clock.nowMs()));
      if (isNew)
        logger.warn({ batch: info.position.id, samples: info.count }, 'a record of the log is damaged; set aside');
    } catch (error) {
      logger.error({ batch: info.position.id, err: error }, 'a damaged record of the log cannot be set aside');
    }
  }

  /** A loss that is not part of another change of the log. Throws when the disk refuses. */
  noteLoss(loss: NewLoss): void {
    inTransaction(this.database, () => this.recordLosses([loss]));
  }

  /** Samples that were told as lost are not, as it turns out. Throws when the disk refuses. */
  takeBackLoss(kind: LossKind, sink: string, samples: number): void {
    inTransaction(this.database, () => this.losses.takeBack(kind, sink, samples));
  }

  /** Of a file of which nothing could be saved nobody knows what it held. */
  private noteReplaced(): void {
    const now = Math.round(this.file.clock.nowMs());
    this.noteLoss({ kind: 'log-replaced', sink: null, from: now, to: now, samples: 0 });
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

const sizeUpTo = (database: DatabaseSync, id: number): number =>
  Number(database.prepare('SELECT coalesce(sum(size), 0) AS n FROM batches WHERE id <= ?').get(id)?.n);

const logPosition = z.object({ id: z.number(), all: z.number(), usable: z.number() });

/** The newest batch says itself where it ends; the note is for a log that has none. */
function headOf(database: DatabaseSync, noted: unknown): LogPosition {
  const row = database.prepare('SELECT id, end_all, end_usable FROM batches ORDER BY id DESC LIMIT 1').get();
  if (row) return { id: Number(row.id), all: Number(row.end_all), usable: Number(row.end_usable) };
  const saved = logPosition.safeParse(noted);
  return saved.success ? saved.data : LOG_START;
}
