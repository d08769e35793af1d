import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database } from '../schema.ts';
import { strict } from './table-forms.ts';

/** Answers without a session: the key that signs links, links that were used, reply codes. */
export const answers: Migration = {
  async up(db: Kysely<Database>): Promise<void> {
    await strict(
      db.schema
        .createTable('answer_key')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('key', 'text', (column) => column.notNull()),
    ).execute();
    await strict(
      db.schema
        .createTable('answer_used')
        .addColumn('nonce', 'text', (column) => column.primaryKey())
        .addColumn('used_at', 'integer', (column) => column.notNull())
        .addColumn('until_at', 'integer', (column) => column.notNull()),
    ).execute();
    await strict(
      db.schema
        .createTable('reply_code')
        .addColumn('recipient', 'text', (column) => column.notNull())
        .addColumn('code', 'text', (column) => column.notNull())
        .addColumn('alarm_id', 'text', (column) => column.notNull())
        .addColumn('occurrence', 'integer', (column) => column.notNull())
        .addColumn('until_at', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('one_meaning_per_code', ['recipient', 'code']),
    ).execute();
    await db.schema.createIndex('reply_code_by_alarm').on('reply_code').columns(['recipient', 'alarm_id']).execute();
  },
};
