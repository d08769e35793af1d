import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';
import { strict } from './table-forms.ts';

/** Notices to persons, and such as are about no alarm. What was queued before was for a channel as a whole. */
export async function widenOutbox(db: Kysely<Database>): Promise<void> {
  await strict(
    db.schema
      .createTable('wide_outbox')
      .addColumn('sequence', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('recipient', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('alarm_id', 'text', (column) => column.references('alarm_episode.id'))
      .addColumn('occurrence', 'integer', (column) => column.notNull())
      .addColumn('step', 'integer', (column) => column.notNull())
      .addColumn('priority', 'text', (column) => column.notNull())
      .addColumn('body', 'text')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('queued_at', 'integer', (column) => column.notNull())
      .addColumn('due_at', 'integer', (column) => column.notNull())
      .addColumn('lease_until', 'integer')
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('receipt', 'text')
      .addColumn('detail', 'text')
      .addColumn('settled_at', 'integer'),
  ).execute();
  await sql`insert into wide_outbox (sequence, id, channel, kind, recipient, address, language, alarm_id, occurrence, step,
      priority, state, queued_at, due_at, lease_until, attempts, detail, settled_at)
    select sequence, id, channel, case kind when 'alarm-returned' then 'returned' else 'alarm' end, '', '', 'both', alarm_id,
      occurrence, 0, priority, state, queued_at, due_at, lease_until, attempts, detail, settled_at
    from outbox order by sequence`.execute(db);
  await db.schema.dropTable('outbox').execute();
  await db.schema.alterTable('wide_outbox').renameTo('outbox').execute();
  await db.schema.createIndex('outbox_waiting').on('outbox').columns(['state', 'channel', 'priority']).execute();
  await db.schema.createIndex('outbox_by_alarm').on('outbox').columns(['alarm_id', 'channel', 'recipient']).execute();
  await db.schema.createIndex('outbox_settled').on('outbox').column('settled_at').execute();
  await db.schema.createIndex('outbox_by_receipt').on('outbox').column('receipt').execute();
}

export async function createEscalations(db: Kysely<Database>): Promise<void> {
  await strict(
    db.schema
      .createTable('escalation')
      .addColumn('alarm_id', 'text', (column) => column.primaryKey().references('alarm_episode.id'))
      .addColumn('occurrence', 'integer', (column) => column.notNull())
      .addColumn('priority', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('step', 'integer', (column) => column.notNull())
      .addColumn('round', 'integer', (column) => column.notNull())
      .addColumn('due_at', 'integer', (column) => column.notNull())
      .addColumn('set_at', 'integer', (column) => column.notNull())
      .addColumn('policy', 'text'),
  ).execute();
  await db.schema.createIndex('escalation_due').on('escalation').columns(['state', 'due_at']).execute();
}

/** When an episode came to its order; what was linked before did so at an unknown time. */
export async function widenOrderLinks(db: Kysely<Database>): Promise<void> {
  await db.schema
    .alterTable('wo_episode')
    .addColumn('linked_at', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.createIndex('episode_by_order').on('wo_episode').columns(['work_order', 'role']).execute();
}

export async function createDeskTables(db: Kysely<Database>): Promise<void> {
  await strict(
    db.schema
      .createTable('maintenance_mode')
      .addColumn('equipment', 'text', (column) => column.primaryKey())
      .addColumn('from_at', 'integer', (column) => column.notNull())
      .addColumn('until_at', 'integer', (column) => column.notNull())
      .addColumn('set_by', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('work_order', 'integer'),
  ).execute();
  await strict(
    db.schema
      .createTable('response_tick')
      .addColumn('alarm_id', 'text', (column) => column.notNull().references('alarm_episode.id'))
      .addColumn('step', 'text', (column) => column.notNull())
      .addColumn('at', 'integer', (column) => column.notNull())
      .addColumn('done_by', 'text', (column) => column.notNull())
      .addColumn('value', 'real')
      .addColumn('note', 'text')
      .addPrimaryKeyConstraint('one_tick_per_step', ['alarm_id', 'step']),
  ).execute();
}

export async function createDutyTables(db: Kysely<Database>): Promise<void> {
  await strict(
    db.schema
      .createTable('duty_override')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('rotation', 'text', (column) => column.notNull())
      .addColumn('from_at', 'integer', (column) => column.notNull())
      .addColumn('to_at', 'integer', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('person', 'text')
      .addColumn('instead', 'text')
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('set_by', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('created_at', 'integer', (column) => column.notNull())
      .addColumn('agreed_by', 'text')
      .addColumn('agreed_at', 'integer'),
  ).execute();
  await db.schema.createIndex('override_by_time').on('duty_override').columns(['from_at', 'id']).execute();
  await strict(
    db.schema
      .createTable('push_subscription')
      .addColumn('endpoint', 'text', (column) => column.primaryKey())
      .addColumn('p256dh', 'text', (column) => column.notNull())
      .addColumn('auth', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('label', 'text', (column) => column.notNull())
      .addColumn('created_at', 'integer', (column) => column.notNull()),
  ).execute();
  await db.schema.createIndex('push_by_person').on('push_subscription').columns(['person', 'created_at']).execute();
  await strict(
    db.schema
      .createTable('push_key')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('public_key', 'text', (column) => column.notNull())
      .addColumn('private_key', 'text', (column) => column.notNull()),
  ).execute();
}
