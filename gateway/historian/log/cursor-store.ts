import type { DatabaseSync } from 'node:sqlite';
import { parseStored } from '../stored-json.ts';
import { Quarantine } from './quarantine.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS cursors (sink TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS repeats (sink TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT;`;

/** What the sinks remember between runs, in the file of the log they follow. `State` is plain data. */
export class CursorStore {
  readonly quarantine: Quarantine;
  private readonly database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.database = database;
    database.exec(SCHEMA);
    this.quarantine = new Quarantine(database);
  }

  /** The saved state as parsed JSON; undefined for a new sink. */
  load(sink: string): unknown {
    const row = this.database.prepare('SELECT state FROM cursors WHERE sink = ?').get(sink);
    return row && parseStored(String(row.state));
  }

  save(sink: string, state: object): void {
    this.database.prepare('INSERT OR REPLACE INTO cursors VALUES (?, ?)').run(sink, JSON.stringify(state));
  }

  /** How far a deliberate re-send has come, as parsed JSON; undefined when there is none. */
  loadRepeat(sink: string): unknown {
    const row = this.database.prepare('SELECT state FROM repeats WHERE sink = ?').get(sink);
    return row && parseStored(String(row.state));
  }

  /** Undefined: it is done. */
  saveRepeat(sink: string, state: object | undefined): void {
    if (!state) this.database.prepare('DELETE FROM repeats WHERE sink = ?').run(sink);
    else this.database.prepare('INSERT OR REPLACE INTO repeats VALUES (?, ?)').run(sink, JSON.stringify(state));
  }

  /**
   * Sinks that were configured once; those no longer configured must not hold the log back. What they refused is kept;
   * when one of them is configured again, it begins anew with what the log holds.
   */
  forgetAllBut(sinks: readonly string[]): void {
    for (const table of ['cursors', 'repeats']) {
      const known = this.database.prepare(`SELECT sink FROM ${table}`).all();
      const remove = this.database.prepare(`DELETE FROM ${table} WHERE sink = ?`);
      for (const { sink } of known) if (!sinks.includes(String(sink))) remove.run(String(sink));
    }
  }
}
