import type { DatabaseSync } from 'node:sqlite';
import { asFarAsTheDiskLets, inTransaction } from '../../database.ts';
import { DAY_MS } from '../../limits.ts';
import type { RawHistory, RawLoss } from '../../log/disk-floor.ts';
import { storedFrom } from './day-rollups.ts';

const BLOCKS_PER_STEP = 1_000;
/** Deleted pages travel through the write-ahead file on their way back, so on a full disk only few can do so at a time. */
const PAGES_PER_STEP = 64;
const STEPS = 16;
/** Days with few samples have no rollups beside their samples; they are small and stay. */
const OLDEST = 'FROM blocks WHERE compacted = 1 AND count > ?';

/** Raw samples of the embedded history, as far as they may go before their time: closed days whose rollups say what they were. */
export class RawEviction implements RawHistory {
  private readonly database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  /** See RawHistory. Not while something else is being written to the file. */
  evictOldest(beforeMs: number): RawLoss | undefined {
    if (this.database.isTransaction || this.hasRoomToGive()) return undefined;
    const few = storedFrom(15);
    const row = this.database.prepare(`SELECT day ${OLDEST} ORDER BY day LIMIT 1`).get(few);
    const day = Number(row?.day);
    if (!row || (day + 1) * DAY_MS > beforeMs) return undefined;
    const chosen = `SELECT id ${OLDEST} AND day = ? LIMIT ${BLOCKS_PER_STEP}`;
    const samples = inTransaction(this.database, () => {
      const sum = this.database.prepare(`SELECT sum(count) AS n FROM blocks WHERE id IN (${chosen})`).get(few, day);
      this.database.prepare(`DELETE FROM blocks WHERE id IN (${chosen})`).run(few, day);
      return Number(sum?.n);
    });
    this.giveBackSpace();
    return { from: day * DAY_MS, to: (day + 1) * DAY_MS - 1, samples };
  }

  /** What was deleted before has not been given back to the file system yet; nothing else need go until it has. */
  private hasRoomToGive(): boolean {
    const isMuch = this.unusedPages > STEPS * PAGES_PER_STEP;
    if (isMuch) this.giveBackSpace();
    return isMuch;
  }

  private get unusedPages(): number {
    return Number(this.database.prepare('PRAGMA freelist_count').get()?.freelist_count);
  }

  /** What was deleted is deleted, and told, also where the disk does not take the room back now. */
  private giveBackSpace(): void {
    asFarAsTheDiskLets(() => {
      for (let step = 0; step < STEPS && this.unusedPages > 0; step++)
        this.database.exec(`PRAGMA incremental_vacuum(${PAGES_PER_STEP}); PRAGMA wal_checkpoint(TRUNCATE);`);
    });
  }
}
