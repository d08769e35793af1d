import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Kysely, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../tests/harness/temp-folder.ts';
import { systemClock } from '../observability/system-clock.ts';
import { Mutex } from './mutex.ts';
import type { Database } from './schema.ts';
import { WorkerClient } from './worker-client.ts';
import { createWorkerDialect } from './worker-dialect.ts';

async function setup() {
  const path = join(await tempFolder(), 'ops.sqlite');
  const workers: Worker[] = [];
  const spawn = (): Worker => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: path, execArgv: [] });
    workers.push(worker);
    return worker;
  };
  const client = new WorkerClient({ spawn, clock: systemClock, logger: silentLogger });
  const mutex = new Mutex(1000);
  const db = new Kysely<Database>({ dialect: createWorkerDialect(client, mutex) });
  const close = async (): Promise<void> => {
    await mutex.close();
    await client.close();
  };
  onTestFinished(close);
  await client.query('create table item (name text unique) strict', []);
  const names = async (): Promise<unknown[]> => (await sql<{ name: string }>`select name from item`.execute(db)).rows;
  return { client, db, close, names, crash: () => workers.at(-1)!.terminate() };
}

/** Waits until the worker has been started again. */
async function restarted(client: WorkerClient): Promise<void> {
  const { generation } = client;
  while (client.generation === generation) await new Promise((resolve) => systemClock.after(5, () => resolve(null)));
}

test('the file is as durable as SQLite makes it', async () => {
  const { client } = await setup();
  const read = async (pragma: string) => (await client.query(`pragma ${pragma}`, [])).rows[0];
  expect(await read('journal_mode')).toEqual({ journal_mode: 'wal' });
  expect(await read('synchronous')).toEqual({ synchronous: 2 });
  expect(await read('foreign_keys')).toEqual({ foreign_keys: 1 });
  expect(await read('busy_timeout')).toEqual({ timeout: 5000 });
});

test('when the thread dies everything in flight is rejected, and another takes over', async () => {
  const { client, names, crash } = await setup();
  const inFlight = expect(
    client.query(
      'with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000000) select max(i) from n',
      [],
    ),
  ).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  const restart = restarted(client);
  await crash();
  await inFlight;
  await expect(client.query('select 1', [])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await restart;
  expect(await names()).toEqual([]);
});

test('a transaction that loses its thread is gone as a whole: the rest of it does not run by itself', async () => {
  const { client, db, names, crash } = await setup();
  const restart = restarted(client);
  const transaction = db.transaction().execute(async (trx) => {
    await sql`insert into item values ('before')`.execute(trx);
    await crash();
    await restart;
    await sql`insert into item values ('after')`.execute(trx);
  });
  await expect(transaction).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  expect(await names()).toEqual([]);
});

test('transactions wait for each other', async () => {
  const { db, names } = await setup();
  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      db.transaction().execute(async (trx) => {
        const before = (await sql`select name from item`.execute(trx)).rows.length;
        await sql`insert into item values (${`item ${i}`})`.execute(trx);
        expect((await sql`select name from item`.execute(trx)).rows.length).toBe(before + 1);
      }),
    ),
  );
  expect(await names()).toHaveLength(20);
});

test('a statement that is wrong is our mistake, not the disk’s, and undoes its transaction', async () => {
  const { db, names } = await setup();
  const transaction = db.transaction().execute(async (trx) => {
    await sql`insert into item values ('a')`.execute(trx);
    await sql`insert into item values ('a')`.execute(trx);
  });
  await expect(transaction).rejects.toMatchObject({ code: 'INTERNAL' });
  expect(await names()).toEqual([]);
});

test('what was asked before closing is done', async () => {
  const { db, client, close, names } = await setup();
  await names();
  const writes = Array.from({ length: 50 }, (_, i) => sql`insert into item values (${`item ${i}`})`.execute(db));
  await close();
  await expect(Promise.all(writes)).resolves.toHaveLength(50);
  await expect(sql`select 1`.execute(db)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await expect(client.query('select 1', [])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
});
