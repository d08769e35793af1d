import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PlantroomError } from '../domain/errors.ts';
import { OrderChainCheck, type OrderFault, type OrderLineRow, type OrderRow } from './order-chain.ts';
import {
  RecordChainCheck,
  type RecordChainEnd,
  type RecordEventRow,
  type RecordFault,
  type RecordRow,
} from './record-chain.ts';
import type { DutyAnchorTable } from './record-schema.ts';

/** Where the chain of record events stood: at its end and at the end of each earlier day. */
export interface RecordAnchors {
  readonly head: RecordChainEnd | null;
  readonly days: readonly DutyAnchorTable[];
  /** The same of the history of the orders; undefined in what an older version has written. */
  readonly orders?: Pick<RecordAnchors, 'head' | 'days'> | undefined;
}

/** What a new manager gets: tables whose name begins like this. Sessions, keys and reply codes are nobody's record. */
const HANDED_OVER = [
  ...['duty_', 'work_order', 'wo_', 'order_', 'alarm_', 'journal', 'maintenance_mode', 'response_tick'],
  ...['escalation', 'outbox', 'audit', 'write_audit', 'attachment', 'account'],
];
/** Secrets and private addresses in them. */
const WITHHELD: Readonly<Record<string, readonly string[]>> = { account: ['password_hash'], outbox: ['address'] };

export interface HandedOverTable {
  readonly name: string;
  readonly columns: readonly string[];
}

export type PlainRow = Readonly<Record<string, unknown>>;

/** The operations database of a data folder as a book to be read, also while a gateway adds to it: everything of one moment. */
export class RecordFile {
  private readonly database: DatabaseSync;

  /** Throws RESOURCE_NOT_FOUND when there is none, and STORE_UNAVAILABLE when an older version has written it. */
  constructor(dataFolder: string) {
    const path = join(dataFolder, 'ops.sqlite');
    if (!existsSync(path)) throw new PlantroomError('RESOURCE_NOT_FOUND', `there is no ${path}`);
    this.database = new DatabaseSync(path, { readOnly: true });
    try {
      this.database.exec('begin');
      if (this.columnsOf('duty_event').length === 0)
        throw new PlantroomError('STORE_UNAVAILABLE', `${path} has no record book; start the gateway once`);
    } catch (error) {
      this.database.close();
      throw error;
    }
  }

  /** Those that are handed over, by name. */
  tables(): readonly HandedOverTable[] {
    const found = this.database.prepare(`select name from sqlite_master where type = 'table' order by name`).all();
    return found
      .map(({ name }) => String(name))
      .filter((name) => HANDED_OVER.some((beginning) => name.startsWith(beginning)))
      .map((name) => ({ name, columns: this.columnsOf(name).filter((column) => !WITHHELD[name]?.includes(column)) }));
  }

  /** In the order they were written. Memory stays the same whatever there is. */
  *rowsOf({ name, columns }: HandedOverTable): Generator<PlainRow> {
    const list = columns.map((column) => `"${column}"`).join(', ');
    yield* this.database.prepare(`select ${list} from "${name}" order by rowid`).iterate();
  }

  anchors(): RecordAnchors {
    return { ...this.anchorsOf('duty'), ...(this.hasOrderChain() ? { orders: this.anchorsOf('work_order') } : {}) };
  }

  private anchorsOf(chain: 'duty' | 'work_order'): Pick<RecordAnchors, 'head' | 'days'> {
    const head = this.database.prepare(`select sequence, hash from ${chain}_head where id = 1`).get();
    const days = this.database.prepare(`select day, sequence, hash from ${chain}_anchor order by day`).all();
    // What is read here was written by the store: the casts only give back the types.
    return { head: (head as RecordChainEnd | undefined) ?? null, days: days as unknown as DutyAnchorTable[] };
  }

  private hasOrderChain(): boolean {
    return this.columnsOf('work_order_head').length > 0;
  }

  /** What lies in the folder of files. */
  *attachments(): Generator<{ readonly sha256: string; readonly mediaType: string }> {
    for (const row of this.database.prepare('select sha256, media_type from attachment order by sha256').iterate())
      yield { sha256: String(row.sha256), mediaType: String(row.media_type) };
  }

  /** Looks through both chains, every record and every order. `known`: anchors that were kept elsewhere. */
  verify(known: RecordAnchors | undefined): {
    readonly events: number;
    readonly records: number;
    readonly orders: number;
    readonly faults: readonly (RecordFault | OrderFault)[];
  } {
    const anchors = this.anchors();
    const found = this.verifyRecords(anchors, known);
    const { orders, faults } = anchors.orders ? this.verifyOrders(anchors.orders, known?.orders) : NO_ORDERS;
    return { ...found, orders, faults: [...found.faults, ...faults] };
  }

  private verifyRecords(own: RecordAnchors, known: RecordAnchors | undefined) {
    const check = new RecordChainCheck(hashesOf(own, known));
    let [events, records] = [0, 0];
    for (const row of this.database.prepare('select * from duty_event order by sequence').iterate()) {
      check.event(row as unknown as RecordEventRow);
      events++;
    }
    for (const row of this.database.prepare('select * from duty_record order by id').iterate()) {
      check.record(row as unknown as RecordRow);
      records++;
    }
    return { events, records, faults: check.end(own.head ?? undefined) };
  }

  private verifyOrders(own: RecordAnchors, known: RecordAnchors | undefined) {
    const check = new OrderChainCheck(hashesOf(own, known));
    let orders = 0;
    for (const row of this.database.prepare('select * from work_order_log order by id').iterate())
      check.line(row as unknown as OrderLineRow);
    for (const row of this.database.prepare('select * from work_order order by id').iterate()) {
      check.order(row as unknown as OrderRow);
      orders++;
    }
    return { orders, faults: check.end(own.head ?? undefined) };
  }

  close(): void {
    this.database.close();
  }

  private columnsOf(table: string): string[] {
    return this.database
      .prepare('select name from pragma_table_info(?)')
      .all(table)
      .map(({ name }) => String(name));
  }
}

const NO_ORDERS = { orders: 0, faults: [] } as const;

/** Those of the days, and what was kept elsewhere with its end. */
function hashesOf(own: RecordAnchors, known: RecordAnchors | undefined): ReadonlyMap<number, string> {
  const given = known ? [...known.days, ...(known.head ? [known.head] : [])] : [];
  return new Map([...own.days, ...given].map(({ sequence, hash }) => [sequence, hash]));
}
