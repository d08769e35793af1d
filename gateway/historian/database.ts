import { mkdirSync, renameSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { troubleOf } from './disk-trouble.ts';
import { type FileSchema, isVersionTrue, signatureOf, upgradeScript } from './schema-version.ts';

/** The write-ahead file is worked off at this size, and cut back to it when one large transaction has made it larger. */
const LARGEST_WRITE_AHEAD = 4 * 1024 * 1024;
const SMALLEST_WRITE_AHEAD = 256 * 1024;
/** Of the file system: there are three such files. */
const WRITE_AHEAD_SHARE = 1 / 64;
const PAGE_BYTES = 4_096;
/** A file up to this size is looked through at every start: a damaged index hides rows without an error. Takes 0.2 s. */
const CHECKED_BYTES = 64 * 1024 * 1024;

export interface DatabaseFile extends FileSchema {
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Something was found damaged before: the whole file is looked through, however large. */
  readonly mustCheck?: boolean;
  /** Throws as SQLite does when the file cannot be used although it can be opened. */
  readonly probe?: (database: DatabaseSync) => void;
  /** Called when the file was damaged and an empty one took its place, with the name of the damaged one. */
  readonly onReplaced?: (damagedPath: string, database: DatabaseSync) => void;
}

/**
 * Opens one of the historian's files. A file that is not a database any more is set aside under a new name and an
 * empty one takes its place: the gateway never refuses to start because of old data.
 */
export function openDatabase(file: DatabaseFile): DatabaseSync {
  mkdirSync(file.folder, { recursive: true });
  const path = join(file.folder, file.name);
  try {
    return openAt(path, file);
  } catch (error) {
    if (!isDamage(error)) throw error;
    const aside = `${path}.damaged-${file.clock.nowMs()}`;
    for (const suffix of ['', '-wal', '-shm']) moveIfThere(path + suffix, aside + suffix);
    file.logger.error({ path, aside, err: error }, 'history file is damaged; set aside, starting an empty one');
    const { probe: _ofTheFormerFile, ...fresh } = file;
    const database = openAt(path, fresh);
    file.onReplaced?.(aside, database);
    return database;
  }
}

function openAt(
  path: string,
  file: Pick<DatabaseFile, keyof FileSchema | 'folder' | 'mustCheck' | 'probe'>,
): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5_000 });
  try {
    // The vacuum mode only takes effect before the first table exists. FULL: a commit survives a power cut.
    database.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    limitWriteAhead(database, file.folder);
    settle(database);
    inTransaction(database, () => upgrade(database, file));
    if (file.mustCheck || statSync(path).size <= CHECKED_BYTES) checkWhole(database);
    file.probe?.(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function limitWriteAhead(database: DatabaseSync, folder: string): void {
  const { blocks, bsize } = statfsSync(folder);
  const share = Math.max(SMALLEST_WRITE_AHEAD, blocks * bsize * WRITE_AHEAD_SHARE);
  const pages = Math.floor(Math.min(LARGEST_WRITE_AHEAD, share) / PAGE_BYTES);
  database.exec(`PRAGMA wal_autocheckpoint = ${pages}; PRAGMA journal_size_limit = ${pages * PAGE_BYTES};`);
}

/** Gives what the write-ahead file takes back to the file system, as far as that can happen now: not in the middle of a transaction. */
export function emptyWriteAhead(database: DatabaseSync): void {
  if (!database.isTransaction) asFarAsTheDiskLets(() => database.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
}

/** For work that can wait: what a disk in trouble does not let happen now is left undone. Throws for anything else, damage too. */
export function asFarAsTheDiskLets(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (isDamage(error) || troubleOf(error) === undefined) throw error;
  }
}

/**
 * What an earlier run left in the write-ahead file may be in the kernel's memory only: it is found there although its
 * fsync failed. Once it has been copied into the file itself it is on the disk. A disk that has no room leaves it where it is.
 */
const settle = (database: DatabaseSync): void =>
  asFarAsTheDiskLets(() => database.exec('PRAGMA wal_checkpoint(PASSIVE)'));

/** Throws as SQLite does for a damaged file. Takes about a second for a gigabyte. */
function checkWhole(database: DatabaseSync): void {
  const finding = Object.values(database.prepare('PRAGMA integrity_check(1)').get() ?? {})[0];
  if (finding !== 'ok') throw damage(String(finding));
}

function upgrade(database: DatabaseSync, file: FileSchema): void {
  database.exec(upgradeScript(versionOf(database), file));
  const signature = signatureOf(numberOf(database, 'user_version'));
  if (numberOf(database, 'application_id') !== signature) database.exec(`PRAGMA application_id = ${signature}`);
}

/** 0 for a new file; files were written before they carried a version, those are of the first. */
function versionOf(database: DatabaseSync): number {
  const version = numberOf(database, 'user_version');
  const signature = numberOf(database, 'application_id');
  if (!isVersionTrue(version, signature)) throw damage(`version ${version}, signature ${signature}`);
  if (version > 0) return version;
  return database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' LIMIT 1").get() ? 1 : 0;
}

const numberOf = (database: DatabaseSync, name: 'user_version' | 'application_id'): number =>
  Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);

const CORRUPT = 11;

/** As SQLite says it. */
const damage = (text: string): Error => Object.assign(new Error(text), { errcode: CORRUPT });

/** SQLITE_CORRUPT and SQLITE_NOTADB (sqlite.org/rescode.html); a changed format number in the header is a plain error to SQLite. */
export function isDamage(error: unknown): boolean {
  if (!(error instanceof Error && 'errcode' in error)) return false;
  const code = Number(error.errcode) & 0xff;
  return code === CORRUPT || code === 26 || error.message === 'unsupported file format';
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
