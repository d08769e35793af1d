import { chmod, copyFile, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { PlantroomError } from '../domain/errors.ts';
import { dataFiles, isDatabase } from './data-files.ts';
import { type BackedUpFile, describeFile, MANIFEST, type Manifest } from './manifest.ts';

/**
 * All pages at once: within one read transaction the copy is of one moment, and a writer neither waits nor makes it begin
 * again (sqlite.org/backup.html).
 */
const ALL_PAGES = 2 ** 31 - 1;
const BUSY_MS = 30_000;
const NAME = /^plantroom-\d{8}T\d{6}Z$/;

export interface BackupOptions {
  readonly dataFolder: string;
  /** Gets a folder of its own for each backup. */
  readonly target: string;
  readonly version: string;
  readonly nowMs: number;
  /** Whole backups to leave there, the new one included; the oldest go. Undefined keeps all. */
  readonly keep: number | undefined;
}

export interface BackupResult {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Names of the backups that gave way. */
  readonly removed: readonly string[];
}

/**
 * Copies a data folder, also while a gateway works in it. Under its final name a backup is complete and checked; what could not be finished is removed.
 * Rejects when a file cannot be read or written.
 */
export async function backUp(options: BackupOptions): Promise<BackupResult> {
  const { dataFolder, target, nowMs, version } = options;
  const at = new Date(nowMs).toISOString();
  const folder = join(target, `plantroom-${at.slice(0, 19).replace(/[-:]/g, '')}Z`);
  const partial = `${folder}.partial`;
  await mkdir(partial, { recursive: true, mode: 0o700 });
  try {
    const files: BackedUpFile[] = [];
    for (const path of await dataFiles(dataFolder)) files.push(await copyInto(partial, dataFolder, path));
    const manifest: Manifest = { format: 1, version, at, files };
    await writeFile(join(partial, MANIFEST), JSON.stringify(manifest, undefined, 2), { mode: 0o600, flush: true });
    await rename(partial, folder);
    return { folder, manifest, removed: await removeOldest(options) };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

async function copyInto(target: string, dataFolder: string, path: string): Promise<BackedUpFile> {
  const copy = join(target, path);
  await mkdir(dirname(copy), { recursive: true, mode: 0o700 });
  if (isDatabase(path)) await copyDatabase(join(dataFolder, path), copy);
  else await copyFile(join(dataFolder, path), copy);
  await chmod(copy, 0o600);
  await flush(copy);
  return describeFile(target, path);
}

async function copyDatabase(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: BUSY_MS });
  try {
    await backup(source, to, { rate: ALL_PAGES });
  } finally {
    source.close();
  }
  const copy = new DatabaseSync(to);
  try {
    // A copy of a file in WAL mode asks for that mode again when it is opened; as a single file it is whole.
    copy.exec('PRAGMA journal_mode = DELETE');
    const found = copy.prepare('PRAGMA quick_check(1)').get()?.quick_check;
    if (found !== 'ok') throw new PlantroomError('BACKUP_DAMAGED', `${from}: ${String(found)}`);
  } finally {
    copy.close();
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function removeOldest({ target, keep }: BackupOptions): Promise<readonly string[]> {
  if (keep === undefined) return [];
  const names = (await readdir(target)).filter((name) => NAME.test(name)).sort();
  const old = names.slice(0, Math.max(0, names.length - keep));
  for (const name of old) await rm(join(target, name), { recursive: true });
  return old;
}
