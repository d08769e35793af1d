import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';

/** One tag and its lasting number; `settings` is JSON. */
const copiedPoint = z.object({ id: z.number().int().positive(), tag: z.string(), settings: z.string() });
export type CopiedPoint = z.infer<typeof copiedPoint>;

const content = z.object({ of: z.number().int(), points: z.array(copiedPoint) });
/** `of`: the identity of the file of which this is a copy. */
export type PointCopy = z.infer<typeof content>;

const pathIn = (folder: string): string => join(folder, 'points.copy');

/** The copy as it was written; undefined when there is none, or a damaged one. */
export function readPointCopy(folder: string): PointCopy | undefined {
  try {
    const text = readFileSync(pathIn(folder), 'utf8');
    const end = text.indexOf('\n');
    const body = text.slice(end + 1);
    if (text.slice(0, end) !== checksumOf(body)) return undefined;
    return content.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

/** Replaces the copy; after a crash it is the old one or the new one. Throws when the disk refuses. */
export function writePointCopy(folder: string, copy: PointCopy): void {
  const path = pathIn(folder);
  const body = JSON.stringify(copy);
  const file = openSync(`${path}.new`, 'w');
  try {
    writeSync(file, `${checksumOf(body)}\n${body}`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
}

const checksumOf = (body: string): string => crc32(body).toString(16).padStart(8, '0');
