import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../database.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS quarantine (
    id INTEGER PRIMARY KEY,
    sink TEXT NOT NULL,
    point INTEGER NOT NULL,
    time INTEGER NOT NULL,
    value REAL NOT NULL,
    reason TEXT NOT NULL,
    found_at INTEGER NOT NULL,
    UNIQUE (sink, point, time)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS quarantine_totals (
    sink TEXT PRIMARY KEY,
    found INTEGER NOT NULL DEFAULT 0,
    released INTEGER NOT NULL DEFAULT 0,
    evicted INTEGER NOT NULL DEFAULT 0
  ) STRICT;`;

/**
 * `state`: kept, retrying (a person asked for it), sent (taken by the server, not yet proven), dropped (a person does not
 * want it; the row stays so that a repeated delivery leaves the value out). `changed_at`: of a sent one, when it was taken.
 */
const COLUMNS = {
  state: "TEXT NOT NULL DEFAULT 'kept'",
  changed_at: 'INTEGER NOT NULL DEFAULT 0',
} as const;

/** Brings the tables of the quarantine to their present form, whatever version wrote them. */
export function prepareQuarantine(database: DatabaseSync): void {
  inTransaction(database, () => upgrade(database));
}

function upgrade(database: DatabaseSync): void {
  database.exec(SCHEMA);
  const present = new Set(
    database
      .prepare('PRAGMA table_info(quarantine)')
      .all()
      .map(({ name }) => String(name)),
  );
  if (present.has('state')) return;
  for (const [name, type] of Object.entries(COLUMNS)) {
    database.exec(`ALTER TABLE quarantine ADD COLUMN ${name} ${type}`);
  }
  database.exec(`
    CREATE INDEX quarantine_by_time ON quarantine (sink, time);
    INSERT OR IGNORE INTO quarantine_totals (sink, found) SELECT sink, count(*) FROM quarantine GROUP BY sink;`);
}
