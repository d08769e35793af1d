import { chmod, copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { PlantroomError } from '../domain/errors.ts';
import { describeFile, type Manifest, readManifest } from './manifest.ts';

export interface RestoreOptions {
  /** One backup. */
  readonly backup: string;
  readonly dataFolder: string;
  readonly nowMs: number;
}

export interface RestoreResult {
  readonly manifest: Manifest;
  /** Where the files went that were there before; undefined when there were none. */
  readonly formerFiles: string | undefined;
}

/** Reads every file of a backup and compares it with the list. Throws BACKUP_DAMAGED with everything that is wrong. */
export async function verifyBackup(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  const problems: string[] = [];
  for (const { path, bytes, sha256 } of manifest.files) {
    if (normalize(path).startsWith('..') || path.startsWith('/')) problems.push(`${path} lies outside of the backup`);
    else if (!(await isSame(folder, path, bytes, sha256))) problems.push(`${path} is missing or not as it was written`);
  }
  if (problems.length > 0) throw new PlantroomError('BACKUP_DAMAGED', problems.join('; '));
  return manifest;
}

async function isSame(folder: string, path: string, bytes: number, sha256: string): Promise<boolean> {
  const found = await describeFile(folder, path).catch(() => undefined);
  return found?.bytes === bytes && found.sha256 === sha256;
}

/**
 * Puts a backup in the place of a data folder, which no gateway uses. The backup is verified first; what was in the folder
 * is set aside, not deleted, and is put back when the restoring fails.
 */
export async function restore({ backup, dataFolder, nowMs }: RestoreOptions): Promise<RestoreResult> {
  const manifest = await verifyBackup(backup);
  const incoming = `${dataFolder}.restoring`;
  await rm(incoming, { recursive: true, force: true });
  for (const { path } of manifest.files) {
    await mkdir(dirname(join(incoming, path)), { recursive: true, mode: 0o700 });
    await copyFile(join(backup, path), join(incoming, path));
    await chmod(join(incoming, path), 0o600);
  }
  const formerFiles = await setAside(dataFolder, nowMs);
  await rename(incoming, dataFolder);
  return { manifest, formerFiles };
}

async function setAside(dataFolder: string, nowMs: number): Promise<string | undefined> {
  const names = await readdir(dataFolder).catch(() => undefined);
  if (names === undefined) return undefined;
  const aside = `${dataFolder}.before-restore-${nowMs}`;
  await rename(dataFolder, aside);
  const isOnlyLock = names.every((name) => name.startsWith('gateway.lock'));
  if (!isOnlyLock) return aside;
  await rm(aside, { recursive: true });
  return undefined;
}
