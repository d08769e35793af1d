import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database } from '../schema.ts';
import { refuseChanges, strict } from './table-forms.ts';

/** Orders with everything that is written into them, steps of phones out of reach, and the link to an outside maintenance system. */
export const orders: Migration = {
  async up(db: Kysely<Database>): Promise<void> {
    await widenOrders(db);
    await widenLog(db);
    await createCommands(db);
    await createLinks(db);
  },
};

async function widenOrders(db: Kysely<Database>): Promise<void> {
  await sql`alter table work_order add column kind text not null default 'corrective'`.execute(db);
  await sql`alter table work_order add column order_key text`.execute(db);
  await sql`alter table work_order add column updated_at integer not null default 0`.execute(db);
  await sql`alter table work_order add column body text not null default '{}'`.execute(db);
  await sql`update work_order set updated_at = coalesce(
    (select max(at) from work_order_log where work_order = work_order.id), opened_at)`.execute(db);
  await sql`drop index one_open_order`.execute(db);
  await sql`create unique index one_open_order on work_order (dedup_key)
    where state not in ('closed', 'cancelled', 'rejected')`.execute(db);
  await sql`create unique index one_order_per_key on work_order (order_key) where order_key is not null`.execute(db);
  await db.schema.createIndex('order_by_update').on('work_order').columns(['updated_at', 'id']).execute();
  await db.schema.createIndex('order_by_equipment').on('work_order').columns(['equipment', 'id']).execute();
}

/** From now on the file refuses to change or remove a line. */
async function widenLog(db: Kysely<Database>): Promise<void> {
  await sql`alter table work_order_log add column via text not null default 'system'`.execute(db);
  await sql`alter table work_order_log add column priority text`.execute(db);
  await sql`alter table work_order_log add column reason text`.execute(db);
  await sql`alter table work_order_log add column device_at integer`.execute(db);
  await refuseChanges(db, 'work_order_log', 'the history of an order is only ever added to');
}

async function createCommands(db: Kysely<Database>): Promise<void> {
  await strict(
    db.schema
      .createTable('work_order_command')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('work_order', 'integer', (column) => column.notNull())
      .addColumn('step', 'text', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('device_at', 'integer', (column) => column.notNull())
      .addColumn('received_at', 'integer', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('code', 'text')
      .addColumn('detail', 'text')
      .addColumn('decided_by', 'text')
      .addColumn('decided_at', 'integer')
      .addColumn('note', 'text'),
  ).execute();
  await db.schema.createIndex('command_by_state').on('work_order_command').columns(['state', 'received_at']).execute();
}

async function createLinks(db: Kysely<Database>): Promise<void> {
  await strict(
    db.schema
      .createTable('order_link')
      .addColumn('work_order', 'integer', (column) => column.primaryKey().references('work_order.id'))
      .addColumn('external_id', 'text', (column) => column.unique())
      .addColumn('etag', 'text')
      .addColumn('synced_seq', 'integer', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('due_at', 'integer', (column) => column.notNull())
      .addColumn('detail', 'text'),
  ).execute();
  await db.schema.createIndex('link_by_due').on('order_link').columns(['state', 'due_at']).execute();
  await strict(
    db.schema
      .createTable('order_link_event')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('received_at', 'integer', (column) => column.notNull()),
  ).execute();
  await strict(
    db.schema
      .createTable('order_link_conflict')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('event_id', 'text', (column) => column.notNull().unique())
      .addColumn('work_order', 'integer')
      .addColumn('external_id', 'text')
      .addColumn('at', 'integer', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('detail', 'text', (column) => column.notNull())
      .addColumn('settled_at', 'integer')
      .addColumn('settled_by', 'text')
      .addColumn('note', 'text'),
  ).execute();
}
