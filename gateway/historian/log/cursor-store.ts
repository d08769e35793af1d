import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../database.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS cursors (sink TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS quarantine (
    id INTEGER PRIMARY KEY,
    sink TEXT NOT NULL,
    point INTEGER NOT NULL,
    time INTEGER NOT NULL,
    value REAL NOT NULL,
    reason TEXT NOT NULL,
    found_at INTEGER NOT NULL,
    UNIQUE (sink, point, time)
  ) STRICT;`;

/** Refused values kept for inspection, over all sinks; the oldest give way. */
const QUARANTINE_ROWS = 10_000;

export interface QuarantinedValue {
  readonly point: number;
  readonly timeMs: number;
  readonly value: number;
  readonly reason: string;
}

/** What the sinks remember between runs, in the file of the log they follow. `State` is plain data. */
export class CursorStore {
  private readonly database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.database = database;
    database.exec(SCHEMA);
  }

  /** The saved state as parsed JSON; undefined for a new sink. */
  load(sink: string): unknown {
    const row = this.database.prepare('SELECT state FROM cursors WHERE sink = ?').get(sink);
    return row && JSON.parse(String(row.state));
  }

  save(sink: string, state: object): void {
    this.database.prepare('INSERT OR REPLACE INTO cursors VALUES (?, ?)').run(sink, JSON.stringify(state));
  }

  /** Sinks that were configured once; those no longer configured must not hold the log back. */
  forgetAllBut(sinks: readonly string[]): void {
    const known = this.database.prepare('SELECT sink FROM cursors').all();
    const remove = this.database.prepare('DELETE FROM cursors WHERE sink = ?');
    for (const { sink } of known) if (!sinks.includes(String(sink))) remove.run(String(sink));
  }

  /** Keeps what a sink refused; returns how many were new (a repeated delivery refuses the same ones again). */
  quarantine(sink: string, values: readonly QuarantinedValue[], nowMs: number): number {
    if (values.length === 0) return 0;
    const insert = this.database.prepare(
      'INSERT OR IGNORE INTO quarantine (sink, point, time, value, reason, found_at) VALUES (?, ?, ?, ?, ?, ?)',
    );
    const prune = this.database.prepare('DELETE FROM quarantine WHERE id <= (SELECT max(id) FROM quarantine) - ?');
    return inTransaction(this.database, () => {
      let added = 0;
      for (const { point, timeMs, value, reason } of values) {
        added += Number(insert.run(sink, point, timeMs, value, reason, Math.round(nowMs)).changes);
      }
      prune.run(QUARANTINE_ROWS);
      return added;
    });
  }
}
