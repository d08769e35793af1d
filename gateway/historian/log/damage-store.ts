import type { DatabaseSync } from 'node:sqlite';
import { LATEST_TIME } from '../limits.ts';
import type { BatchInfo } from './log-record.ts';
import type { LossStore } from './loss-store.ts';

/** Damaged records whose bytes are kept for inspection; of others only that they were damaged. */
const BYTES_KEPT = 100;
const ROWS_KEPT = 10_000;
const NO_BYTES = new Uint8Array(0);

/** Sets records aside that cannot be read, once each, and tells them as a loss. */
export class DamageStore {
  private readonly database: DatabaseSync;
  private readonly losses: LossStore;

  constructor(database: DatabaseSync, losses: LossStore) {
    this.database = database;
    this.losses = losses;
  }

  /** Damaged records of this log that are known. */
  get count(): number {
    return Number(this.database.prepare('SELECT count(*) AS n FROM damaged').get()?.n);
  }

  /** True when it was not known before. Part of the caller's transaction. */
  note(
    { position, count, marks, firstTime, lastTime }: BatchInfo,
    bytes: Uint8Array | undefined,
    now: number,
  ): boolean {
    const kept = this.count < BYTES_KEPT && bytes ? bytes : NO_BYTES;
    const { changes } = this.database
      .prepare('INSERT OR IGNORE INTO damaged VALUES (?, ?, ?)')
      .run(position.id, Math.round(now), kept);
    if (changes === 0) return false;
    this.database.prepare('UPDATE batches SET damaged = 1 WHERE id = ?').run(position.id);
    this.database
      .prepare('DELETE FROM damaged WHERE id IN (SELECT id FROM damaged ORDER BY id DESC LIMIT -1 OFFSET ?)')
      .run(ROWS_KEPT);
    const [from, to] = [plausible(firstTime, now), plausible(lastTime, now)];
    this.losses.record({ kind: 'damaged', sink: null, from, to, samples: count - marks }, now);
    return true;
  }
}

/** Whatever has damaged the record may have damaged what was noted beside it. */
const plausible = (time: number, now: number): number => (time >= 0 && time < LATEST_TIME ? time : Math.round(now));
