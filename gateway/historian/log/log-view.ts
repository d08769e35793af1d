import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { POINTS_FILE } from '../point-register.ts';
import { LOG_START, type LogPosition, type LogRecord } from './log-record.ts';
import { LOG_FILE } from './log-schema.ts';
import { LossStore } from './loss-store.ts';
import { openReadOnly } from './read-only.ts';
import { RecordReader, type TimeRange } from './record-reader.ts';

/** The sample log of a data folder, to look at: nothing is changed and no transaction is held between two calls. */
export class LogView {
  readonly database: DatabaseSync;
  readonly losses: LossStore;
  private readonly folder: string;

  /** `folder` holds log.sqlite and points.sqlite. See `openReadOnly` for refusals. */
  constructor(folder: string) {
    this.folder = folder;
    this.database = openReadOnly(join(folder, LOG_FILE.name), LOG_FILE);
    this.losses = new LossStore(this.database);
  }

  /** The newest position at this moment. */
  get head(): LogPosition {
    const row = this.database.prepare("SELECT value FROM meta WHERE key = 'head'").get();
    return row ? JSON.parse(String(row.value)) : LOG_START;
  }

  /** Tags by registered id. */
  tags(): ReadonlyMap<number, string> {
    const points = openReadOnly(join(this.folder, POINTS_FILE.name), POINTS_FILE);
    try {
      const rows = points.prepare('SELECT id, tag FROM points').all();
      return new Map(rows.map(({ id, tag }) => [Number(id), String(tag)]));
    } finally {
      points.close();
    }
  }

  /** Records after batch `after` up to batch `upTo` that touch the range, one at a time; damaged ones come without samples. */
  *records(after: number, upTo: number, range: TimeRange): Generator<LogRecord> {
    const reader = new RecordReader(this.database, () => {}, range);
    for (let at = after; ; ) {
      const record = reader.read(at, upTo);
      if (!record) return;
      yield record;
      at = record.position.id;
    }
  }

  close(): void {
    this.database.close();
  }
}
