import type { DatabaseSync } from 'node:sqlite';

const STOCK_PAGES = 4_096;
const VACUUM_PAGES = 4_096;
/** Pages travel through the write-ahead file; on a short disk it must not become large. */
const VACUUM_PAGES_IF_SHORT = 256;

/** What the log's file takes of the disk. */
export class LogSpace {
  private readonly database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  /** Pages in use. */
  get usedBytes(): number {
    return (this.pragma('page_count') - this.pragma('freelist_count')) * this.pragma('page_size');
  }

  /** Pages that hold nothing any more and have not been given back yet. */
  get unusedBytes(): number {
    return this.pragma('freelist_count') * this.pragma('page_size');
  }

  /**
   * Returns free pages to the file system, a bounded number. A stock of them is kept for what is written next, unless
   * the disk is short; what is given back is only free once it has gone from the write-ahead file as well.
   */
  giveBack(isDiskShort: boolean): void {
    if (this.pragma('freelist_count') <= (isDiskShort ? 0 : STOCK_PAGES)) return;
    const step = isDiskShort ? VACUUM_PAGES_IF_SHORT : VACUUM_PAGES;
    for (let pages = 0; pages < VACUUM_PAGES; pages += step)
      this.database.exec(`PRAGMA incremental_vacuum(${step}); PRAGMA wal_checkpoint(PASSIVE);`);
  }

  private pragma(name: 'page_count' | 'freelist_count' | 'page_size'): number {
    return Number(this.database.prepare(`PRAGMA ${name}`).get()?.[name]);
  }
}
