import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database } from '../schema.ts';

/** STRICT: a text can never end up in a number column. */
const strict = <Name extends string, Column extends string>(
  table: CreateTableBuilder<Name, Column>,
): CreateTableBuilder<Name, Column> => table.modifyEnd(sql`strict`);

async function createAlarmTables(db: Kysely<Database>): Promise<void> {
  await strict(
    db.schema
      .createTable('alarm_state')
      .addColumn('condition_id', 'text', (column) => column.primaryKey())
      .addColumn('phase', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('saved_at', 'integer', (column) => column.notNull()),
  ).execute();
  await strict(
    db.schema
      .createTable('alarm_episode')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('condition_id', 'text', (column) => column.notNull())
      .addColumn('episode', 'integer', (column) => column.notNull())
      .addColumn('occurrence', 'integer', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('priority', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('equipment', 'text', (column) => column.notNull())
      .addColumn('system', 'text', (column) => column.notNull())
      .addColumn('tag', 'text')
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('consequence', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('value', 'real')
      .addColumn('limit_value', 'real')
      .addColumn('unit', 'text', (column) => column.notNull())
      .addColumn('onset_at', 'integer', (column) => column.notNull())
      .addColumn('active_at', 'integer', (column) => column.notNull())
      .addColumn('returned_at', 'integer')
      .addColumn('acknowledged_at', 'integer')
      .addColumn('acknowledged_by', 'text')
      .addColumn('closed_at', 'integer')
      .addColumn('unknown_since', 'integer')
      .addColumn('work_order', 'integer', (column) => column.references('work_order.id'))
      .addUniqueConstraint('one_row_per_episode', ['condition_id', 'episode']),
  ).execute();
  await db.schema.createIndex('alarm_by_time').on('alarm_episode').columns(['active_at', 'id']).execute();
  await strict(
    db.schema
      .createTable('journal')
      .addColumn('sequence', 'integer', (column) => column.primaryKey())
      .addColumn('event_key', 'text', (column) => column.notNull().unique())
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('alarm_id', 'text', (column) => column.notNull().references('alarm_episode.id'))
      .addColumn('occurrence', 'integer', (column) => column.notNull())
      .addColumn('at', 'integer', (column) => column.notNull())
      .addColumn('value', 'real')
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('note', 'text')
      .addColumn('prev_hash', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull()),
  ).execute();
  await db.schema.createIndex('journal_by_alarm').on('journal').columns(['alarm_id', 'sequence']).execute();
}

async function createWorkOrderTables(db: Kysely<Database>): Promise<void> {
  await strict(
    db.schema
      .createTable('work_order')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('dedup_key', 'text')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('priority', 'text', (column) => column.notNull())
      .addColumn('equipment', 'text', (column) => column.notNull())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('description', 'text', (column) => column.notNull())
      .addColumn('alarm_id', 'text')
      .addColumn('occurrences', 'integer', (column) => column.notNull())
      .addColumn('condition_cleared_at', 'integer')
      .addColumn('assignee', 'text')
      .addColumn('opened_by', 'text', (column) => column.notNull())
      .addColumn('opened_at', 'integer', (column) => column.notNull())
      .addColumn('started_at', 'integer')
      .addColumn('done_at', 'integer')
      .addColumn('closed_at', 'integer')
      .addColumn('resolution', 'text'),
  ).execute();
  await sql`create unique index one_open_order on work_order (dedup_key) where state not in ('closed', 'cancelled')`.execute(
    db,
  );
  await db.schema.createIndex('order_by_cause').on('work_order').columns(['dedup_key', 'id']).execute();
  await db.schema.createIndex('order_by_assignee').on('work_order').columns(['assignee', 'id']).execute();
  await strict(
    db.schema
      .createTable('work_order_log')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('work_order', 'integer', (column) => column.notNull().references('work_order.id'))
      .addColumn('at', 'integer', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('step', 'text', (column) => column.notNull())
      .addColumn('from_state', 'text')
      .addColumn('to_state', 'text', (column) => column.notNull())
      .addColumn('note', 'text'),
  ).execute();
  await db.schema.createIndex('log_by_order').on('work_order_log').columns(['work_order', 'id']).execute();
  await strict(
    db.schema
      .createTable('wo_episode')
      .addColumn('alarm_id', 'text', (column) => column.primaryKey().references('alarm_episode.id'))
      .addColumn('work_order', 'integer', (column) => column.notNull().references('work_order.id'))
      .addColumn('role', 'text', (column) => column.notNull()),
  ).execute();
}

async function createOutbox(db: Kysely<Database>): Promise<void> {
  await strict(
    db.schema
      .createTable('outbox')
      .addColumn('sequence', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('alarm_id', 'text', (column) => column.notNull().references('alarm_episode.id'))
      .addColumn('occurrence', 'integer', (column) => column.notNull())
      .addColumn('priority', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('queued_at', 'integer', (column) => column.notNull())
      .addColumn('due_at', 'integer', (column) => column.notNull())
      .addColumn('lease_until', 'integer')
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('detail', 'text')
      .addColumn('settled_at', 'integer'),
  ).execute();
  await db.schema.createIndex('outbox_waiting').on('outbox').columns(['channel', 'state', 'priority']).execute();
  await db.schema.createIndex('outbox_by_alarm').on('outbox').columns(['alarm_id', 'channel']).execute();
  await db.schema.createIndex('outbox_settled').on('outbox').column('settled_at').execute();
}

async function createAccountTables(db: Kysely<Database>): Promise<void> {
  await strict(
    db.schema
      .createTable('account')
      .addColumn('username', 'text', (column) => column.primaryKey())
      .addColumn('display_name', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('language', 'text')
      .addColumn('password_hash', 'text', (column) => column.notNull())
      .addColumn('created_at', 'integer', (column) => column.notNull())
      .addColumn('disabled', 'integer', (column) => column.notNull()),
  ).execute();
  await strict(
    db.schema
      .createTable('session')
      .addColumn('token_hash', 'text', (column) => column.primaryKey())
      .addColumn('username', 'text', (column) => column.notNull().references('account.username').onDelete('cascade'))
      .addColumn('created_at', 'integer', (column) => column.notNull())
      .addColumn('expires_at', 'integer', (column) => column.notNull()),
  ).execute();
  await db.schema.createIndex('session_by_account').on('session').column('username').execute();
  await db.schema.createIndex('session_by_expiry').on('session').column('expires_at').execute();
  await strict(
    db.schema
      .createTable('reply')
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('username', 'text', (column) => column.notNull())
      .addColumn('request_hash', 'text', (column) => column.notNull())
      .addColumn('status', 'integer', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('at', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('reply_key', ['username', 'key']),
  ).execute();
  await db.schema.createIndex('reply_by_time').on('reply').column('at').execute();
  await strict(
    db.schema
      .createTable('audit')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('at', 'integer', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addColumn('detail', 'text'),
  ).execute();
}

/** The first form of the operations database. */
export const operations: Migration = {
  async up(db: Kysely<Database>): Promise<void> {
    await createWorkOrderTables(db);
    await createAlarmTables(db);
    await createOutbox(db);
    await createAccountTables(db);
  },
};
