import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PlantroomError } from '../domain/errors.ts';

export interface FolderLock {
  release(): void;
}

/**
 * Claims a data folder for this process. The claim is a file lock held by SQLite, so the system itself lifts it when the
 * process ends in whatever way: there is nothing to clean up after a crash, and no stale claim to break.
 * Throws DATA_FOLDER_IN_USE when another process holds it.
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(folder, 'gateway.lock'), { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new PlantroomError('DATA_FOLDER_IN_USE', folder, { cause });
  }
  return { release: () => database.close() };
}
