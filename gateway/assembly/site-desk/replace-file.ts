import { randomUUID } from 'node:crypto';
import {
  access,
  chmod,
  constants,
  mkdir,
  open,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Former versions kept. */
const MOST_BACKUPS = 50;
const PRIVATE = 0o600;

/** Whether a file can be replaced by another: it and its folder can be written, and it is no mount of its own. */
export async function canReplace(file: string): Promise<boolean> {
  try {
    const real = await realpath(file);
    await access(real, constants.W_OK);
    await access(dirname(real), constants.W_OK);
    const [own, folder] = [await stat(real), await stat(dirname(real))];
    return own.dev === folder.dev;
  } catch {
    return false;
  }
}

/**
 * Puts another text in a file's place: after a crash at any moment there is the one or the other, whole. A link goes on pointing to
 * the file it pointed to; the mode stays.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  const real = await realpath(file);
  const { mode } = await stat(real);
  // No ending that a pattern of `include` or a watcher looks for.
  const draft = join(dirname(real), `.${basename(real)}.${randomUUID()}.tmp`);
  try {
    await writeSynced(draft, text, mode);
    await rename(draft, real);
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
  await syncFolder(dirname(real));
}

/** Keeps a former version, and of those the newest fifty. It may hold secrets: only the gateway's user reads it. */
export async function keepBackup(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeSynced(join(folder, name), text, PRIVATE);
  const all = (await readdir(folder)).filter((one) => one.endsWith('.yaml')).sort();
  for (const old of all.slice(0, -MOST_BACKUPS)) await rm(join(folder, old), { force: true });
}

/** Writes a secret where only the gateway's user reads it. */
export async function writeSecret(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}.tmp`;
  await writeSynced(draft, text, PRIVATE);
  await rename(draft, file);
  await syncFolder(dirname(file));
}

async function writeSynced(file: string, text: string, mode: number): Promise<void> {
  await writeFile(file, text, { mode, flush: true });
  // The mask of the process does not narrow what the former file allowed.
  await chmod(file, mode);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
