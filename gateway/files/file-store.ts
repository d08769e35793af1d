import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PlantroomError } from '../domain/errors.ts';
import type { AttachmentIndex, FileStore, StoredFile } from '../ports/file-store.ts';
import { SNIFFED_BYTES, sniffMediaType } from './sniff.ts';

/** Of one file. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
/** Files being written at once; more are refused, so that phones on a bad line do not use up the disk. */
const MAX_INCOMING = 8;
const INCOMING = 'incoming';
const SHA256 = /^[0-9a-f]{64}$/;

export interface FileStoreOptions {
  /** Its own folder in the data folder. */
  readonly folder: string;
  readonly index: AttachmentIndex;
}

/** Where the content of a hash lies in the folder of files. */
export const pathOfFile = (sha256: string): string => join(sha256.slice(0, 2), sha256);

/** Opens the folder of files and clears away what a former process did not finish. Rejects with STORE_UNAVAILABLE. */
export async function openFileStore({ folder, index }: FileStoreOptions): Promise<FileStore> {
  const incoming = join(folder, INCOMING);
  await onDisk(async () => {
    await rm(incoming, { recursive: true, force: true });
    await mkdir(incoming, { recursive: true, mode: 0o700 });
  });
  let started = 0;
  let running = 0;
  const put = async (content: AsyncIterable<Uint8Array>): Promise<StoredFile> => {
    const partial = join(incoming, String(++started));
    try {
      const file = await receive(partial, content);
      await onDisk(() => settle(partial, join(folder, pathOfFile(file.sha256))));
      await index.add(file);
      return file;
    } finally {
      await rm(partial, { force: true });
    }
  };
  const find = async (sha256: string): Promise<StoredFile | undefined> =>
    SHA256.test(sha256) ? index.find(sha256) : undefined;
  return {
    async put(content) {
      if (running >= MAX_INCOMING) throw new PlantroomError('REQUEST_TOO_MANY', 'too many files at once');
      running++;
      try {
        return await put(content);
      } finally {
        running--;
      }
    },
    find,
    async open(sha256) {
      const file = await find(sha256);
      if (!file) return undefined;
      const path = join(folder, pathOfFile(sha256));
      // Opened first: a file that is gone is told before anything has been sent.
      const handle = await onDisk(() => open(path, 'r'));
      return { file, content: createReadStream(path, { fd: handle }) };
    },
  };
}

/** Writes what comes and reckons its hash; on the disk when it resolves. */
async function receive(path: string, content: AsyncIterable<Uint8Array>): Promise<StoredFile> {
  const handle = await onDisk(() => open(path, 'wx', 0o600));
  try {
    const received = await copy(handle, content);
    await onDisk(() => handle.sync());
    return received;
  } finally {
    await handle.close();
  }
}

async function copy(handle: FileHandle, content: AsyncIterable<Uint8Array>): Promise<StoredFile> {
  const hash = createHash('sha256');
  let beginning = Buffer.alloc(0);
  let bytes = 0;
  for await (const piece of content) {
    bytes += piece.length;
    if (bytes > MAX_FILE_BYTES) throw new PlantroomError('FILE_TOO_LARGE');
    if (beginning.length < SNIFFED_BYTES) beginning = Buffer.concat([beginning, piece.subarray(0, SNIFFED_BYTES)]);
    hash.update(piece);
    await onDisk(() => handle.writeFile(piece));
  }
  const mediaType = sniffMediaType(beginning);
  if (!mediaType) throw new PlantroomError('FILE_KIND_REFUSED');
  return { sha256: hash.digest('hex'), bytes, mediaType };
}

/** Under its own name; on the disk when it resolves, the entry of the folder too. The same content again takes its own place. */
async function settle(partial: string, path: string): Promise<void> {
  const folder = dirname(path);
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  await rename(partial, path);
  await syncFolder(folder);
  if (made !== undefined) await syncFolder(dirname(folder));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new PlantroomError('STORE_UNAVAILABLE', 'the folder of files cannot be used', { cause });
  }
}
