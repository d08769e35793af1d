import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { GENESIS } from '../journal-chain.ts';
import { lineHashOf } from '../order-chain.ts';
import type { Database } from '../schema.ts';
import { strict } from './table-forms.ts';

/** The history of the orders as a chain of hashes, what an outside maintenance system told until it is done, and until when it was asked. */
export const orderChain: Migration = {
  async up(db: Kysely<Database>): Promise<void> {
    for (const column of ['content_hash', 'prev_hash', 'hash'])
      await sql`alter table work_order_log add column ${sql.ref(column)} text`.execute(db);
    await sql`alter table work_order_log add column seq integer`.execute(db);
    await createEnds(db);
    await sealEarlierLines(db);
    await sql`alter table order_link_event add column body text`.execute(db);
    await sql`alter table order_link_event add column done_at integer`.execute(db);
    await sql`update order_link_event set done_at = received_at`.execute(db);
    await strict(
      db.schema
        .createTable('order_link_state')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('reconciled_at', 'integer', (column) => column.notNull()),
    ).execute();
  },
};

async function createEnds(db: Kysely<Database>): Promise<void> {
  await strict(
    db.schema
      .createTable('work_order_head')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('sequence', 'integer', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull()),
  ).execute();
  await strict(
    db.schema
      .createTable('work_order_anchor')
      .addColumn('day', 'text', (column) => column.primaryKey())
      .addColumn('sequence', 'integer', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull()),
  ).execute();
}

const LINES_AT_ONCE = 1_000;

/** Lines that are there keep their form; one hash over all of them is what the chain goes on from, so that none of them is changed later. */
async function sealEarlierLines(db: Kysely<Database>): Promise<void> {
  let end = { sequence: 0, hash: GENESIS, at: 0 };
  for (;;) {
    const lines = await db
      .selectFrom('work_order_log')
      .selectAll()
      .where('id', '>', end.sequence)
      .orderBy('id')
      .limit(LINES_AT_ONCE)
      .execute();
    for (const line of lines)
      end = { sequence: line.id, hash: lineHashOf({ ...line, prev_hash: end.hash }), at: line.at };
    if (lines.length < LINES_AT_ONCE) break;
  }
  const { sequence, hash, at } = end;
  if (sequence === 0) return;
  const day = new Date(at).toISOString().slice(0, 10);
  await db.insertInto('work_order_head').values({ id: 1, sequence, hash, day }).execute();
  await db.insertInto('work_order_anchor').values({ day, sequence, hash }).execute();
}
