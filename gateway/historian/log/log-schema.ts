import type { FileSchema } from '../schema-version.ts';

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
    bytes BLOB NOT NULL,
    marks INTEGER NOT NULL DEFAULT 0,
    damaged INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS damaged (id INTEGER PRIMARY KEY, found_at INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS losses (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    sink TEXT NOT NULL,
    from_time INTEGER NOT NULL,
    to_time INTEGER NOT NULL,
    samples INTEGER NOT NULL,
    found_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS losses_by_kind ON losses (kind, sink);
  CREATE TABLE IF NOT EXISTS loss_totals (
    kind TEXT NOT NULL,
    sink TEXT NOT NULL,
    samples INTEGER NOT NULL,
    PRIMARY KEY (kind, sink)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`;

/** Version 2: which of a batch's samples are marks of a hole, and which batches are known to be damaged. */
const TO_VERSION_2 = `
  ALTER TABLE batches ADD COLUMN marks INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE batches ADD COLUMN damaged INTEGER NOT NULL DEFAULT 0;
  UPDATE batches SET damaged = 1 WHERE id IN (SELECT id FROM damaged);`;

/** The sample log's file. Batches are numbered without gaps; `end_all` and `end_usable` count samples since the log began. */
export const LOG_FILE = {
  name: 'log.sqlite',
  schema: SCHEMA,
  migrations: [TO_VERSION_2],
} as const satisfies FileSchema;
