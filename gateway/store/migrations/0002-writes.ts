import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database } from '../schema.ts';

/** The audit of what was written to the plant. The file itself refuses to change or remove a row. */
export const writes: Migration = {
  async up(db: Kysely<Database>): Promise<void> {
    await db.schema
      .createTable('write_audit')
      .addColumn('sequence', 'integer', (column) => column.primaryKey())
      .addColumn('attempt', 'integer', (column) => column.notNull())
      .addColumn('phase', 'text', (column) => column.notNull())
      .addColumn('at', 'integer', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('tag', 'text', (column) => column.notNull())
      .addColumn('from_value', 'real')
      .addColumn('to_value', 'real')
      .addColumn('reason', 'text')
      .addColumn('via', 'text', (column) => column.notNull())
      .addColumn('outcome', 'text')
      .addColumn('code', 'text')
      .addColumn('read_back', 'real')
      .addColumn('detail', 'text')
      .addColumn('prev_hash', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addUniqueConstraint('one_row_per_phase', ['attempt', 'phase'])
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema.createIndex('write_by_tag').on('write_audit').columns(['tag', 'attempt']).execute();
    for (const change of ['update', 'delete']) {
      await sql`create trigger ${sql.ref(`write_audit_no_${change}`)} before ${sql.raw(change)} on write_audit
        begin select raise(abort, 'the audit of writes is only ever added to'); end`.execute(db);
    }
  },
};
