import { readdirSync, readFileSync, statSync } from 'node:fs';
import { LARGEST_FILE_BYTES } from './yaml-source.ts';

/** Reads configuration from the disk; the part of `LoadOptions` that a test replaces. */
export const diskFiles = {
  readText(path: string): string {
    const { size } = statSync(path);
    if (size > LARGEST_FILE_BYTES) throw new RangeError(`it has ${size} bytes, at most ${LARGEST_FILE_BYTES} are read`);
    return readFileSync(path, 'utf8');
  },

  listFiles(folder: string): readonly string[] {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
};
