import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database } from '../schema.ts';
import { refuseChanges, strict } from './table-forms.ts';

/** The record book of the duty room, and the index of what people attached. */
export const records: Migration = {
  async up(db: Kysely<Database>): Promise<void> {
    await createRecords(db);
    await createEvents(db);
    await strict(
      db.schema
        .createTable('attachment')
        .addColumn('sha256', 'text', (column) => column.primaryKey())
        .addColumn('bytes', 'integer', (column) => column.notNull())
        .addColumn('media_type', 'text', (column) => column.notNull())
        .addColumn('added_at', 'integer', (column) => column.notNull()),
    ).execute();
    await refuseChanges(db, 'duty_event', 'the events of records are only ever added to');
    await refuseChanges(db, 'attachment', 'the index of files is only ever added to');
  },
};

async function createRecords(db: Kysely<Database>): Promise<void> {
  await strict(
    db.schema
      .createTable('duty_record')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('at', 'integer', (column) => column.notNull())
      .addColumn('due_at', 'integer')
      .addColumn('closed_at', 'integer')
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addUniqueConstraint('one_record_per_key', ['kind', 'key']),
  ).execute();
  await db.schema.createIndex('record_by_time').on('duty_record').columns(['kind', 'at', 'id']).execute();
  await db.schema.createIndex('record_by_state').on('duty_record').columns(['kind', 'state', 'at']).execute();
  await db.schema.createIndex('record_by_subject').on('duty_record').columns(['kind', 'subject', 'at']).execute();
}

async function createEvents(db: Kysely<Database>): Promise<void> {
  await strict(
    db.schema
      .createTable('duty_event')
      .addColumn('sequence', 'integer', (column) => column.primaryKey())
      .addColumn('record', 'integer', (column) => column.notNull().references('duty_record.id'))
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('at', 'integer', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('via', 'text', (column) => column.notNull())
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('note', 'text')
      .addColumn('detail', 'text', (column) => column.notNull())
      .addColumn('device_at', 'integer')
      .addColumn('content_hash', 'text', (column) => column.notNull())
      .addColumn('prev_hash', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addUniqueConstraint('one_event_per_version', ['record', 'seq']),
  ).execute();
  await strict(
    db.schema
      .createTable('duty_head')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('sequence', 'integer', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull()),
  ).execute();
  await strict(
    db.schema
      .createTable('duty_anchor')
      .addColumn('day', 'text', (column) => column.primaryKey())
      .addColumn('sequence', 'integer', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull()),
  ).execute();
}
