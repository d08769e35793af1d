import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PlantroomError } from '../domain/errors.ts';

const file = z.strictObject({ path: z.string(), bytes: z.int().min(0), sha256: z.string().length(64) });

/** What a backup consists of, so that a damaged or incomplete one is never taken for a good one. */
const manifest = z.strictObject({
  format: z.literal(1),
  version: z.string(),
  at: z.iso.datetime(),
  files: z.array(file),
});
export type Manifest = z.infer<typeof manifest>;
export type BackedUpFile = z.infer<typeof file>;

export const MANIFEST = 'backup.json';

/** Throws BACKUP_DAMAGED when there is none or it cannot be read. */
export async function readManifest(folder: string): Promise<Manifest> {
  try {
    return manifest.parse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')));
  } catch (cause) {
    throw new PlantroomError('BACKUP_DAMAGED', `${join(folder, MANIFEST)} is missing or not a list of files`, {
      cause,
    });
  }
}

/** Size and hash of a file, read in pieces. */
export async function describeFile(folder: string, path: string): Promise<BackedUpFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(join(folder, path))) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { path, bytes, sha256: hash.digest('hex') };
}
