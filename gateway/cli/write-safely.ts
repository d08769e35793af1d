import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a text file so that at any moment, also after a power cut, either the old or the new text stands there. What
 * stood there before is kept as `<path>.bak`. Answers that name; undefined when there was nothing.
 */
export function writeSafely(path: string, text: string): string | undefined {
  mkdirSync(dirname(path), { recursive: true });
  const backup = existsSync(path) ? `${path}.bak` : undefined;
  if (backup !== undefined) copyFileSync(path, backup);
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w');
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  return backup;
}
