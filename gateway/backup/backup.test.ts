import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../tests/harness/temp-folder.ts';
import { backUp } from './back-up.ts';
import { dataFiles } from './data-files.ts';
import { restore, verifyBackup } from './restore.ts';

const NOW = Date.UTC(2026, 0, 5, 3);
const MANY_ROWS = 20_000;

/** A data folder with a database in use, a small file and what a running gateway leaves about. */
async function rig() {
  const root = await tempFolder();
  const dataFolder = join(root, 'data');
  mkdirSync(join(dataFolder, 'history'), { recursive: true });
  mkdirSync(join(dataFolder, 'drivers'));
  writeFileSync(join(dataFolder, 'drivers', 'known.json'), '{"a":1}');
  writeFileSync(join(dataFolder, 'gateway.lock'), '');
  writeFileSync(join(dataFolder, 'history', 'log.sqlite.damaged-5'), 'x');
  const database = new DatabaseSync(join(dataFolder, 'history', 'log.sqlite'));
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE a (n, text); CREATE TABLE b (n)');
  const insert = database.prepare('INSERT INTO a VALUES (?, ?)');
  database.exec('BEGIN');
  for (let n = 0; n < MANY_ROWS; n++) insert.run(n, 'some text that takes room');
  database.exec('COMMIT');
  const options = { dataFolder, target: join(root, 'backups'), version: '1.2.3', nowMs: NOW, keep: undefined };
  return { root, dataFolder, database, options };
}

const rowsOf = (path: string, table: string): number => {
  const database = new DatabaseSync(path, { readOnly: true });
  const n = Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
  database.close();
  return n;
};

describe('a backup', () => {
  it('has every file but those of the running process, is readable for nobody else, and is verified', async () => {
    const { database, options } = await rig();
    const { folder, manifest } = await backUp(options);
    database.close();
    expect(folder).toMatch(/plantroom-20260105T030000Z$/);
    expect(manifest.files.map(({ path }) => path)).toEqual(['history/log.sqlite', 'drivers/known.json']);
    expect(await verifyBackup(folder)).toEqual(manifest);
    expect(statSync(join(folder, 'history/log.sqlite')).mode & 0o077).toBe(0);
    expect(rowsOf(join(folder, 'history/log.sqlite'), 'a')).toBe(MANY_ROWS);
  });

  it('is of one moment while others write', async () => {
    const { database, options } = await rig();
    let isDone = false;
    const write = (n: number): void => {
      if (isDone) return;
      database.exec(`BEGIN; INSERT INTO a VALUES (${n}, ''); INSERT INTO b VALUES (${n}); COMMIT`);
      setImmediate(() => write(n + 1));
    };
    write(0);
    const { folder } = await backUp(options);
    isDone = true;
    const written = Number(database.prepare('SELECT count(*) AS n FROM b').get()?.n);
    database.close();
    const copied = rowsOf(join(folder, 'history/log.sqlite'), 'b');
    expect(rowsOf(join(folder, 'history/log.sqlite'), 'a')).toBe(MANY_ROWS + copied);
    expect(copied).toBeLessThanOrEqual(written);
  });

  it('leaves nothing behind when it cannot be finished', async () => {
    const { dataFolder, database, options } = await rig();
    database.close();
    writeFileSync(join(dataFolder, 'torn.sqlite'), 'not a database, whatever its name says');
    await expect(backUp(options)).rejects.toThrow();
    expect(readdirSync(options.target)).toEqual([]);
  });

  it('makes room: the oldest go, other folders stay', async () => {
    const { database, options } = await rig();
    mkdirSync(join(options.target, 'mine'), { recursive: true });
    const day = (n: number) => backUp({ ...options, nowMs: NOW + n * 86_400_000, keep: 2 });
    await day(0);
    await day(1);
    const { removed } = await day(2);
    database.close();
    expect(removed).toEqual(['plantroom-20260105T030000Z']);
    expect(readdirSync(options.target).sort()).toEqual([
      'mine',
      'plantroom-20260106T030000Z',
      'plantroom-20260107T030000Z',
    ]);
  });
});

describe('the order of copying', () => {
  it('takes the sample log first and the register of points last', async () => {
    const { dataFolder, database } = await rig();
    database.close();
    for (const name of ['points.sqlite', 'history.sqlite']) writeFileSync(join(dataFolder, 'history', name), '');
    writeFileSync(join(dataFolder, 'operations.sqlite'), '');
    const files = await dataFiles(dataFolder);
    expect(files[0]).toBe('history/log.sqlite');
    expect(files.at(-1)).toBe('history/points.sqlite');
    expect(files).toHaveLength(5);
  });
});

describe('restoring', () => {
  it('puts the files back and sets aside what was there', async () => {
    const { dataFolder, database, options } = await rig();
    const { folder } = await backUp(options);
    database.exec('DELETE FROM a');
    database.close();
    const { formerFiles } = await restore({ backup: folder, dataFolder, nowMs: NOW });
    expect(rowsOf(join(dataFolder, 'history/log.sqlite'), 'a')).toBe(MANY_ROWS);
    expect(readFileSync(join(dataFolder, 'drivers/known.json'), 'utf8')).toBe('{"a":1}');
    expect(existsSync(join(dataFolder, 'history/log.sqlite-wal'))).toBe(false);
    expect(rowsOf(join(formerFiles!, 'history/log.sqlite'), 'a')).toBe(0);
  });

  it('works where nothing was', async () => {
    const { root, database, options } = await rig();
    const { folder } = await backUp(options);
    database.close();
    const { formerFiles } = await restore({ backup: folder, dataFolder: join(root, 'new'), nowMs: NOW });
    expect(formerFiles).toBeUndefined();
    expect(rowsOf(join(root, 'new/history/log.sqlite'), 'a')).toBe(MANY_ROWS);
  });

  it.each([
    { name: 'a changed file', spoil: (folder: string) => appendFileSync(join(folder, 'history/log.sqlite'), 'x') },
    { name: 'a file outside', spoil: (folder: string) => rename(folder, 'drivers/known.json', '../../etc/passwd') },
    { name: 'no list', spoil: (folder: string) => writeFileSync(join(folder, 'backup.json'), '{}') },
  ])('touches nothing when the backup has $name', async ({ spoil }) => {
    const { dataFolder, database, options } = await rig();
    const { folder } = await backUp(options);
    spoil(folder);
    await expect(restore({ backup: folder, dataFolder, nowMs: NOW })).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
    database.close();
    expect(rowsOf(join(dataFolder, 'history/log.sqlite'), 'a')).toBe(MANY_ROWS);
  });
});

function rename(folder: string, path: string, to: string): void {
  const file = join(folder, 'backup.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(path, to));
}
