import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database } from '../schema.ts';
import { strict } from './table-forms.ts';

/** What may have been sent when the process was killed, and a journal whose oldest days may go. */
export const promises: Migration = {
  async up(db: Kysely<Database>): Promise<void> {
    await db.schema.alterTable('outbox').addColumn('begun_as', 'text').execute();
    await sql`create index outbox_begun on outbox (begun_as) where begun_as is not null`.execute(db);
    await strict(
      db.schema
        .createTable('journal_start')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('sequence', 'integer', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('day', 'text', (column) => column.notNull()),
    ).execute();
    await sql`drop trigger journal_no_delete`.execute(db);
    await sql`create trigger journal_no_delete before delete on journal
      when old.sequence > coalesce((select sequence from journal_start where id = 1), 0)
      begin select raise(abort, 'the alarm journal is only ever added to'); end`.execute(db);
  },
};
