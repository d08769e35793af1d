import { createHash } from 'node:crypto';
import type { Texts } from '../../config/edit/edit-files.ts';

/** The site file and what it includes, as they stand on the disk. Throws when one cannot be read. */
export const readTexts = (files: readonly string[], readText: (path: string) => string): Texts =>
  new Map(files.map((file) => [file, readText(file)]));

/** SHA-256 over names and texts, hex: the same for the same configuration, whoever wrote it. */
export function revisionOf(texts: Texts): string {
  const hash = createHash('sha256');
  for (const [file, text] of texts) hash.update(`${file.length}:${file}${Buffer.byteLength(text)}:`).update(text);
  return hash.digest('hex');
}
