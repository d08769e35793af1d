import type { SQLInputValue } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { PlantroomError } from '../domain/errors.ts';
import type { Mutex } from './mutex.ts';
import type { WorkerClient } from './worker-client.ts';

/** There is one connection; who may use it is decided by our own mutex, whose queue has a limit. */
class WorkerAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }

  /** SQLite takes back a table as well as a row (sqlite.org/lang_transaction.html): an upgrade that is cut short has changed nothing. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Kysely over a database that lives in a worker thread: one connection, one transaction at a time. */
export function createWorkerDialect(client: WorkerClient, mutex: Mutex): Dialect {
  return {
    createDriver: () => createDriver(client, mutex),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new WorkerAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

function createDriver(client: WorkerClient, mutex: Mutex): Driver {
  const run = async (connection: DatabaseConnection, sql: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(sql));
  };
  return {
    init: async () => {},
    acquireConnection: async () => {
      await mutex.acquire();
      return createConnection(client);
    },
    // At once as a writer: a later upgrade could find the file busy.
    beginTransaction: (connection) => run(connection, 'begin immediate'),
    commitTransaction: (connection) => run(connection, 'commit'),
    // A transaction that cannot be rolled back is gone with its worker; the failure that led here is the one to tell.
    rollbackTransaction: (connection) => run(connection, 'rollback').catch(() => {}),
    releaseConnection: async () => mutex.release(),
    // Who opened the worker closes it.
    destroy: async () => {},
  };
}

/** Valid for one generation of the worker, so that the rest of a broken transaction can never run by itself. */
function createConnection(client: WorkerClient): DatabaseConnection {
  const { generation } = client;
  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      if (client.generation !== generation)
        throw new PlantroomError('STORE_UNAVAILABLE', 'the database was restarted meanwhile');
      const { rows, changes, insertId } = await client.query(sql, parameters as readonly SQLInputValue[]);
      return {
        rows: rows as Row[],
        numAffectedRows: BigInt(changes),
        ...(insertId === null ? {} : { insertId: BigInt(insertId) }),
      };
    },
    // biome-ignore lint/correctness/useYield: kysely asks for the method; nothing here streams
    async *streamQuery() {
      throw new PlantroomError('INTERNAL', 'the operations store does not stream');
    },
  };
}
