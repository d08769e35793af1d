import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { salvageRows } from './salvage-rows.ts';

const SCHEMA = `
  CREATE TABLE blocks (id INTEGER PRIMARY KEY, point INTEGER NOT NULL, day INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
  CREATE INDEX blocks_of_point ON blocks (point, day);
  CREATE TABLE rollups (point INTEGER NOT NULL, level INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (point, level)) STRICT, WITHOUT ROWID;
  CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL, weight REAL NOT NULL, by TEXT) STRICT;
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`;
const PAGE = 4_096;
const ROWS = 400;

const folder = mkdtempSync(join(tmpdir(), 'plantroom-salvage-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Blobs of all lengths, so that some lie in the page and some in chains of pages. */
const blobOf = (n: number): Uint8Array => Uint8Array.from({ length: (n * 37) % 9_000 }, (_, i) => (n + i) & 255);

function createFile(name: string): string {
  const path = join(folder, name);
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA auto_vacuum = INCREMENTAL; ${SCHEMA}`);
  database.exec('BEGIN');
  for (let n = 1; n <= ROWS; n++) {
    database.prepare('INSERT INTO blocks VALUES (?, ?, ?, ?)').run(n, n % 7, -n, blobOf(n));
    database.prepare('INSERT INTO rollups VALUES (?, ?, ?)').run(n, 60, blobOf(n + 1));
    database
      .prepare('INSERT INTO notes (text, weight, by) VALUES (?, ?, ?)')
      .run(`泵 ${n}`, n / 3, n % 2 ? null : 'me');
  }
  database.prepare('INSERT INTO meta VALUES (?, ?)').run('cursor', '{}');
  database.exec('COMMIT');
  // What is deleted must not come back from pages that only look as if they were in use.
  database.exec('DELETE FROM blocks WHERE id <= 50');
  database.close();
  return path;
}

const TABLES = ['blocks', 'rollups', 'notes', 'meta'];

function salvaged(path: string): Map<string, unknown[]> {
  const into = new DatabaseSync(':memory:');
  into.exec(SCHEMA);
  salvageRows(path, into);
  return rowsOf(into);
}

function rowsOf(database: DatabaseSync): Map<string, unknown[]> {
  const rows = new Map(TABLES.map((name) => [name, database.prepare(`SELECT * FROM ${name}`).all()]));
  database.close();
  return rows;
}

const original = createFile('whole.sqlite');
const expected = rowsOf(new DatabaseSync(original, { readOnly: true }));

describe('what can still be found of a damaged file', () => {
  test('of a whole one: everything, and nothing that was deleted', () => {
    expect(salvaged(original)).toEqual(expected);
  });

  test('with its first page gone: everything that was not on it', () => {
    const path = join(folder, 'headless.sqlite');
    const bytes = readFileSync(original);
    bytes.fill(0xa5, 0, PAGE);
    writeFileSync(path, bytes);
    const found = salvaged(path);
    for (const name of TABLES) expect(found.get(name)).toEqual(expect.arrayContaining(expected.get(name)!));
  });

  test('with any one page overwritten: rows that did not touch it, no rejection, no invented key', () => {
    const size = readFileSync(original).length;
    const path = join(folder, 'one-page.sqlite');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: size / PAGE - 1 }), fc.integer({ min: 0, max: 255 }), (page, noise) => {
        writeFileSync(path, readFileSync(original));
        const file = openSync(path, 'r+');
        writeSync(file, Buffer.alloc(PAGE, noise), 0, PAGE, page * PAGE);
        closeSync(file);
        const found = salvaged(path);
        const lost = TABLES.reduce((sum, name) => sum + expected.get(name)!.length - found.get(name)!.length, 0);
        // A page holds at most this many of the small rows.
        expect(lost).toBeLessThan(200);
      }),
      { numRuns: 30 },
    );
  });
});
