import { closeSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { troubleOf } from './disk-trouble.ts';

const LARGEST_BYTES = 4 * 1024 * 1024;
/** Of the file system, so that a small one is not spent on it. */
const LARGEST_SHARE = 1 / 16;
/** Taken only where this many times its size is free; well below what the trimmer keeps free, or nothing would be written again. */
const ROOM_FACTOR = 1.25;
const CHUNK = Buffer.alloc(64 * 1024);

/**
 * A file that keeps a little of the disk. Deleting from a database takes room before it gives any, so on a full disk
 * nothing could be deleted; then this file is given up first. Never throws: without it things are as they would be anyway.
 */
export class DiskReserve {
  private readonly folder: string;
  private readonly path: string;

  constructor(folder: string) {
    this.folder = folder;
    this.path = join(folder, 'disk-reserve');
  }

  /** Takes it, unless it is there. False when the disk has no room for it: then only deleting is wise. */
  hold(): boolean {
    try {
      const { bavail, blocks, bsize } = statfsSync(this.folder);
      const bytes = Math.floor(Math.min(LARGEST_BYTES, blocks * bsize * LARGEST_SHARE));
      const held = statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
      if (held >= bytes) return true;
      if (bavail * bsize < ROOM_FACTOR * bytes) return false;
      this.take(bytes);
      return true;
    } catch (error) {
      this.release();
      return troubleOf(error) !== 'full';
    }
  }

  /** Gives it up. */
  release(): void {
    try {
      rmSync(this.path, { force: true });
    } catch {
      return;
    }
  }

  /** Written, not only sized: a file without content takes no room. */
  private take(bytes: number): void {
    const file = openSync(this.path, 'w');
    try {
      for (let written = 0; written < bytes; )
        written += writeSync(file, CHUNK, 0, Math.min(CHUNK.length, bytes - written));
    } finally {
      closeSync(file);
    }
  }
}
