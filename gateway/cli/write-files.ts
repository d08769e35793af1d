import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** A file of the repository that is written by `npm run generate` and checked by `npm run check`. */
export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  content(): string;
}

/** The generated files that differ from what they should be, by path from the root. */
export function outdatedFiles(root: string, files: readonly GeneratedFile[]): string[] {
  return files.filter((file) => readIfThere(resolve(root, file.path)) !== file.content()).map((file) => file.path);
}

/** Writes every generated file, with the folders it needs. */
export function writeFiles(root: string, files: readonly GeneratedFile[]): void {
  for (const file of files) {
    const path = resolve(root, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.content());
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
