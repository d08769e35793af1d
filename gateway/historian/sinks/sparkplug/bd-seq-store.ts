import type { DatabaseSync } from 'node:sqlite';

const SCHEMA = 'CREATE TABLE IF NOT EXISTS bd_seqs (sink TEXT PRIMARY KEY, bd_seq INTEGER NOT NULL) STRICT;';

/**
 * The number of the last connection of each edge node. It outlives the cursor of a sink that is taken out of the
 * configuration, so that hosts never see one number twice in a row.
 */
export class BdSeqStore {
  private readonly database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.database = database;
    database.exec(SCHEMA);
  }

  /** -1 before the first connection. */
  load(sink: string): number {
    const row = this.database.prepare('SELECT bd_seq FROM bd_seqs WHERE sink = ?').get(sink);
    return row ? Number(row.bd_seq) : -1;
  }

  /** On disk when it returns. */
  save(sink: string, bdSeq: number): void {
    this.database.prepare('INSERT OR REPLACE INTO bd_seqs VALUES (?, ?)').run(sink, bdSeq);
  }
}
