import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';

export interface DatabaseFile {
  readonly folder: string;
  readonly name: string;
  readonly schema: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Opens one of the historian's files. A file that is not a database any more is set aside under a new name and an
 * empty one takes its place: the gateway never refuses to start because of old data.
 */
export function openDatabase(file: DatabaseFile): DatabaseSync {
  mkdirSync(file.folder, { recursive: true });
  const path = join(file.folder, file.name);
  try {
    return openAt(path, file.schema);
  } catch (error) {
    if (!isDamage(error)) throw error;
    const aside = `${path}.damaged-${file.clock.nowMs()}`;
    for (const suffix of ['', '-wal', '-shm']) moveIfThere(path + suffix, aside + suffix);
    file.logger.error({ path, aside, err: error }, 'history file is damaged; set aside, starting an empty one');
    return openAt(path, file.schema);
  }
}

function openAt(path: string, schema: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5_000 });
  try {
    // The vacuum mode only takes effect before the first table exists. FULL: a commit survives a power cut.
    database.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    database.exec(schema);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLITE_CORRUPT and SQLITE_NOTADB (sqlite.org/rescode.html). */
function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  return code === 11 || code === 26;
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

/** Runs `work` in one transaction; a failure rolls it back and is thrown on. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
