import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { QueryRows, StoreReply, StoreRequest } from './protocol.ts';

/** Entry of the thread that owns the operations database: the only place that waits for its disk. */

const BUSY_TIMEOUT_MS = 5_000;
/** Prepared statements kept; when there are more, all are let go. */
const MAX_STATEMENTS = 300;

function open(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: BUSY_TIMEOUT_MS });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  return database;
}

function createRunner(database: DatabaseSync): (request: Extract<StoreRequest, { kind: 'query' }>) => QueryRows {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    if (statements.size >= MAX_STATEMENTS) statements.clear();
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return ({ sql, parameters }) => {
    // A failed statement may have ended the transaction already (disk full), and a lost one may still be open.
    if (sql === 'rollback' && !database.isTransaction) return { rows: [], changes: 0, insertId: null };
    if (sql.startsWith('begin') && database.isTransaction) database.exec('rollback');
    const statement = prepare(sql);
    if (statement.columns().length > 0) return { rows: statement.all(...parameters), changes: 0, insertId: null };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], changes: Number(changes), insertId: Number(lastInsertRowid) };
  };
}

function failureOf(id: number, error: unknown): StoreReply {
  const message = error instanceof Error ? error.message : String(error);
  const sqliteCode =
    error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null;
  return { id, ok: false, message, sqliteCode };
}

function main(): void {
  const port = parentPort;
  if (!port) return;
  const database = open(String(workerData));
  const run = createRunner(database);
  port.on('message', (request: StoreRequest) => {
    if (request.kind === 'close') {
      database.close();
      port.close();
      return;
    }
    let reply: StoreReply;
    try {
      reply = { id: request.id, ok: true, ...run(request) };
    } catch (error) {
      reply = failureOf(request.id, error);
    }
    port.postMessage(reply);
  });
}

main();
