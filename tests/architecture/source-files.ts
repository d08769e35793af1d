import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** Every TypeScript source below a folder, as a path from the top of the repository with forward slashes. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.includes('node_modules/') && !path.includes('/dist/'))
    .sort();
}

export const readSource = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

export interface Import {
  readonly from: string;
  /** A path in the repository, or the name of a package or `node:` module. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?from\s+)?'([^']+)'|import\(\s*'([^']+)'\s*\)/g;

/** Static and dynamic imports of one file; relative ones resolved. */
export function importsOf(path: string): Import[] {
  return [...readSource(path).matchAll(IMPORT)].map((match) => {
    const target = match[2] ?? match[3]!;
    const to = target.startsWith('.') ? join(dirname(path), target).replaceAll('\\', '/') : target;
    return { from: path, to, typeOnly: match[1] !== undefined };
  });
}
