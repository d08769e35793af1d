import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Belong to a running process or to a database beside them, are on their way in, or were set aside as damaged. */
const LEFT_OUT = /(^|\/)gateway\.lock|-(wal|shm|journal)$|\.damaged-\d+|^files\/incoming\//;

export const isDatabase = (path: string): boolean => path.endsWith('.sqlite');

/**
 * The files of a data folder in the order they are to be copied, by their paths in it. The sample log comes first: the history may
 * then know more than the log, never less, and what it knows twice it keeps once. What people
 * attached comes after the index of it, so that nothing in the index is missing. The register of points comes last: it only grows, so that no number
 * in the others is without its name.
 */
export async function dataFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  return paths.filter((path) => !LEFT_OUT.test(path)).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

function rank(path: string): number {
  if (path.endsWith('log.sqlite')) return 0;
  if (path.startsWith('files/')) return 2;
  return path.endsWith('points.sqlite') ? 3 : 1;
}
