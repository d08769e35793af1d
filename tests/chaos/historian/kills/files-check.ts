import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const FILES = ['points.sqlite', 'log.sqlite', 'history.sqlite'];

/** Files that were set aside as damaged. */
export const damagedFiles = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.includes('damaged'));

/** What SQLite itself finds wrong in the files of a closed historian, in words. */
export function checkFiles(folder: string): string[] {
  return [
    ...damagedFiles(folder).map((name) => `${name} was made`),
    ...FILES.flatMap((name) => {
      const database = new DatabaseSync(join(folder, name));
      const rows = database.prepare('PRAGMA integrity_check(5)').all();
      database.close();
      const findings = rows.map((row) => String(Object.values(row)[0]));
      return findings.filter((text) => text !== 'ok').map((text) => `${name}: ${text}`);
    }),
  ];
}
