import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { PlantroomError } from '../../domain/errors.ts';
import { type FileSchema, upgradeScript } from '../schema-version.ts';

/**
 * Opens a file of the historian to look at it, also while a gateway writes it. Refuses with STORE_UNAVAILABLE when it is
 * not there or of an older version (a start of the gateway brings it up to date), with STORE_TOO_NEW when it is newer.
 */
export function openReadOnly(path: string, file: FileSchema): DatabaseSync {
  if (!existsSync(path)) throw new PlantroomError('STORE_UNAVAILABLE', `there is no ${path}`);
  const database = openAnyhow(path);
  try {
    checkVersion(database, path, file);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A folder that may not be written takes no lock files; nobody can be writing there either, so none are needed. */
function openAnyhow(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch {
    const url = pathToFileURL(path);
    url.searchParams.set('immutable', '1');
    return new DatabaseSync(url, { readOnly: true });
  }
}

function checkVersion(database: DatabaseSync, path: string, file: FileSchema): void {
  const found = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  upgradeScript(found, file);
  if (found < (file.migrations?.length ?? 0) + 1)
    throw new PlantroomError('STORE_UNAVAILABLE', `${path} is of an older version; start the gateway on it once`);
}
