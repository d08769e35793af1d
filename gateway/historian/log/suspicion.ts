import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { LOG_FILE } from './log-schema.ts';

const pathIn = (folder: string): string => join(folder, `${LOG_FILE.name}.suspect`);

/** SQLITE_CORRUPT, as SQLite itself would say it. */
const CORRUPT = 11;

/**
 * A page of the log's file turned out to be damaged while it was in use: the next start is to begin a new file. A disk
 * that does not take the note leaves it to `probeLog` to find out.
 */
export function suspect(folder: string): void {
  try {
    writeFileSync(pathIn(folder), 'A page of the log is damaged. The next start saves what can be read of it.\n');
  } catch {
    return;
  }
}

/** The file it was about has been replaced. */
export function clearSuspicion(folder: string): void {
  rmSync(pathIn(folder), { force: true });
}

/**
 * Throws as SQLite does for a damaged file, when the file is under suspicion, or when the pages at either end of it, which
 * every commit and every deletion touch, are damaged. Changes nothing.
 */
export function probeLog(folder: string, database: DatabaseSync): void {
  if (existsSync(pathIn(folder))) {
    throw Object.assign(new Error('the log was found damaged while it was in use'), { errcode: CORRUPT });
  }
  database.exec('SAVEPOINT probe');
  try {
    database.prepare('SELECT count(*) FROM meta').get();
    database.exec('DELETE FROM batches WHERE id IN (SELECT min(id) FROM batches UNION SELECT max(id) FROM batches)');
  } finally {
    database.exec('ROLLBACK TO probe; RELEASE probe');
  }
}
