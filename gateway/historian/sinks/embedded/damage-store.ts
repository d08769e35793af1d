import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Clock } from '../../../ports/clock.ts';
import type { Logger } from '../../../ports/logger.ts';
import type { Level } from './levels.ts';

/** Numbers are never used twice, so the highest one is how many there have been. */
export const DAMAGE_SCHEMA = `
  CREATE TABLE IF NOT EXISTS damaged (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    found_at INTEGER NOT NULL,
    point INTEGER NOT NULL,
    day INTEGER NOT NULL,
    level INTEGER,
    bytes BLOB NOT NULL
  ) STRICT;`;

/** Damaged rows kept for inspection; the oldest give way, but stay counted. */
const KEPT_ROWS = 200;

/** Something of the history file that is no longer what was written. */
export interface DamagedRow {
  readonly point: number;
  readonly day: number;
  /** Of a rollup (0: a counter day); undefined for a block of samples. */
  readonly level?: Level | 0;
  readonly bytes: Uint8Array;
}

/** What could not be decoded: set aside, so that it is found, counted and told once, and does not hide what is beside it. */
export class DamageStore {
  /** Since the file began. */
  count: number;
  private readonly clock: Clock;
  private readonly logger: Logger;
  private readonly insert: StatementSync;
  private readonly prune: StatementSync;

  constructor(database: DatabaseSync, { clock, logger }: { readonly clock: Clock; readonly logger: Logger }) {
    this.clock = clock;
    this.logger = logger;
    this.count = Number(database.prepare("SELECT max(seq) AS n FROM sqlite_sequence WHERE name = 'damaged'").get()?.n);
    this.insert = database.prepare(
      'INSERT INTO damaged (found_at, point, day, level, bytes) VALUES (?, ?, ?, ?, ?) RETURNING id',
    );
    this.prune = database.prepare('DELETE FROM damaged WHERE id <= ?');
  }

  /** The caller removes the row from where it was. */
  setAside({ point, day, level, bytes }: DamagedRow): void {
    const row = this.insert.get(Math.round(this.clock.nowMs()), point, day, level ?? null, bytes);
    this.count = Number(row?.id);
    this.prune.run(this.count - KEPT_ROWS);
    this.logger.warn({ point, day, level }, 'part of the history is damaged; set aside');
  }
}
