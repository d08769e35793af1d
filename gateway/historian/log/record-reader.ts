import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { decodeBatch } from '../codec/batch-codec.ts';
import { isDamage } from '../database.ts';
import { LATEST_TIME } from '../limits.ts';
import { type BatchInfo, INFO_SELECT, infoOf, type LogRecord } from './log-record.ts';

type Row = Record<string, unknown>;

/** Whole ms since the epoch. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

const ALWAYS: TimeRange = { fromMs: 0, toMs: LATEST_TIME };

/** Reads the log one record at a time, by position, whoever else reads or writes it. Changes nothing. */
export class RecordReader {
  private readonly onDamage: (info: BatchInfo, bytes: Uint8Array | undefined) => void;
  private readonly nextRow: StatementSync;
  private readonly exactRow: StatementSync;

  /**
   * `onDamage` is told of every record that cannot be read, each time it is met and not yet noted as damaged. With a
   * `range` only batches that touch it (from ≤ source time < to) are read.
   */
  constructor(
    database: DatabaseSync,
    onDamage: (info: BatchInfo, bytes: Uint8Array | undefined) => void,
    range: TimeRange = ALWAYS,
  ) {
    this.onDamage = onDamage;
    const within = range === ALWAYS ? '' : `AND last_time >= ${range.fromMs} AND first_time < ${range.toMs}`;
    const columns = `${INFO_SELECT}, bytes`;
    this.nextRow = database.prepare(
      `SELECT ${columns} FROM batches WHERE batches.id > ? AND batches.id <= ? ${within} ORDER BY batches.id LIMIT 1`,
    );
    this.exactRow = database.prepare(`SELECT ${columns} FROM batches WHERE batches.id = ?`);
  }

  /** The next record after batch `after`, not beyond batch `upTo`. A damaged one comes without samples. */
  read(after: number, upTo: number): LogRecord | undefined {
    try {
      const row = this.nextRow.get(after, upTo);
      return row && this.recordOf(row);
    } catch (error) {
      if (!isDamage(error)) throw error;
      return this.skipUnreadable(after, upTo);
    }
  }

  private recordOf(row: Row): LogRecord {
    const info = infoOf(row);
    const bytes = row.bytes instanceof Uint8Array ? row.bytes : undefined;
    const samples = bytes && !info.isDamaged ? decodeBatch(bytes) : undefined;
    if (!samples && !info.isDamaged) this.onDamage(info, bytes);
    return { ...info, samples };
  }

  /** A page of the file itself is damaged: everything up to the next record that can be read counts as one damaged record. */
  private skipUnreadable(after: number, upTo: number): LogRecord | undefined {
    for (let id = after + 1; id <= upTo; id++) {
      const next = this.tryRead(id);
      if (next) return id === after + 1 ? this.recordOf(next) : this.gapBefore(after, infoOf(next));
    }
    return undefined;
  }

  private gapBefore(after: number, next: BatchInfo): LogRecord {
    const row = this.tryRead(after);
    const before = row && infoOf(row);
    const position = {
      id: next.position.id - 1,
      all: next.position.all - next.count,
      usable: next.position.usable - next.usable,
    };
    const info: BatchInfo = {
      position,
      count: before ? position.all - before.position.all : 0,
      usable: before ? position.usable - before.position.usable : 0,
      marks: 0,
      firstTime: before?.lastTime ?? next.firstTime,
      lastTime: next.firstTime,
      size: 0,
      writtenAt: next.writtenAt,
      isDamaged: false,
    };
    this.onDamage(info, undefined);
    return { ...info, samples: undefined };
  }

  private tryRead(id: number): Row | undefined {
    try {
      return this.exactRow.get(id);
    } catch (error) {
      if (!isDamage(error)) throw error;
      return undefined;
    }
  }
}
